import { useQuery } from "@tanstack/react-query";
import { screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { commands, events } from "../bindings";
import { listenToPlan } from "./live";
import { planQuery } from "./query";
import { commit, fakeBackend, touched } from "./testing/fakes";
import { renderWithPlan } from "./testing/render";
import { products } from "./testing/samplePlan";

let stop = () => {};
afterEach(() => stop());

it("refetches the queries that read what a commit touched, and no others", async () => {
	const backend = fakeBackend({ products: () => products, inbox: () => [] });
	const names = planQuery({ key: ["names"], reads: ["product"], fn: () => commands.products() });
	const inbox = planQuery({ key: ["waiting"], reads: ["capture"], fn: () => commands.inbox("product-1") });
	function Shown() {
		const { data } = useQuery(names);
		useQuery(inbox);
		return <p>{data?.[0]?.name}</p>;
	}
	stop = listenToPlan();
	renderWithPlan(<Shown />);
	await screen.findByText("Acme Notes");
	await commit({ entities: [touched({ kind: "product", id: "product-1" })] });
	await waitFor(() => expect(backend.called("products")).toHaveLength(2));
	expect(backend.called("inbox")).toHaveLength(1);

	await events.planReread.emit();
	await waitFor(() => expect(backend.called("inbox")).toHaveLength(2));
});

it("reads everything again after a commit that tells no objects", async () => {
	const backend = fakeBackend({ products: () => products, inbox: () => [] });
	function Shown() {
		useQuery(planQuery({ key: ["names"], reads: ["product"], fn: () => commands.products() }));
		useQuery(planQuery({ key: ["waiting"], reads: ["capture"], fn: () => commands.inbox("product-1") }));
		return null;
	}
	stop = listenToPlan();
	renderWithPlan(<Shown />);
	await waitFor(() => expect(backend.calls).toHaveLength(2));
	await commit({ action: "remove_sample", product_id: null, entities: [] });
	await waitFor(() => expect(backend.called("products")).toHaveLength(2));
	await waitFor(() => expect(backend.called("inbox")).toHaveLength(2));
});

it("shows each answer of a burst of commits, and reads once more after the last", async () => {
	const asked: ((count: number) => void)[] = [];
	fakeBackend({});
	const counted = planQuery({
		key: ["counted"],
		reads: ["task"],
		fn: () => new Promise<number>((answer) => asked.push(answer)),
	});
	const Shown = () => <p>{useQuery(counted).data} tasks</p>;
	stop = listenToPlan();
	renderWithPlan(<Shown />);
	await waitFor(() => expect(asked).toHaveLength(1));
	for (const id of ["1", "2", "3"]) await commit({ entities: [touched({ kind: "task", id })] });
	asked[0]?.(1);
	expect(await screen.findByText("1 tasks")).toBeVisible();
	await waitFor(() => expect(asked).toHaveLength(2));
	asked[1]?.(3);
	expect(await screen.findByText("3 tasks")).toBeVisible();
	expect(asked).toHaveLength(2);
});
