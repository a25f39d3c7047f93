import { screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { listenToPlan } from "../../lib/live";
import { type Backend, commit, fakeBackend, touched, wireErrorOf, written } from "../../lib/testing/fakes";
import { brokenRules, renderWithPlan } from "../../lib/testing/render";
import { sampleBackend } from "../../lib/testing/sampleBackend";
import { otherProduct, product } from "../../lib/testing/samplePlan";
import { NewProduct } from "./NewProduct";
import { ProductPage } from "./ProductPage";
import { RestoreProducts } from "./RestoreProducts";

let stop = () => {};
afterEach(() => stop());

function show(answers: Partial<Backend> = {}) {
	const backend = fakeBackend({ ...sampleBackend(), ...answers });
	stop = listenToPlan();
	return { backend, ...renderWithPlan(<ProductPage id={product.id} />) };
}

it("saves the vision with the revision it was read at", async () => {
	const { backend, user } = show();
	await user.click(await screen.findByRole("group", { name: "Vision of Acme Notes" }));
	await screen.findByRole("textbox");
	await user.keyboard(" More.{Control>}{Enter}{/Control}");
	await waitFor(() =>
		expect(backend.called("updateProduct")).toEqual([
			[product.id, { vision: `${product.vision} More.` }, product.rev],
		]),
	);
});

it("asks a question where something is missing", async () => {
	show({ product: () => ({ ...otherProduct, id: product.id }) });
	expect(await screen.findByText("Who will do what, that they cannot do today?")).toBeVisible();
	expect(await brokenRules()).toEqual([]);
});

it("shows what an AI changed, as it changes it, with its trace", async () => {
	let stored = product;
	show({ product: () => stored });
	await screen.findByText(/never lose a thought/);
	stored = { ...product, vision: "Nobody loses a note.", rev: 5 };
	await commit({ entities: [touched({ kind: "product", id: product.id, fields: ["vision"] })] });
	expect(await screen.findByText("Nobody loses a note.")).toBeVisible();
	expect(screen.getByText("Changed by Claude Code.")).toBeInTheDocument();
});

it("lets typing win over a live change", async () => {
	let stored = product;
	const { user } = show({ product: () => stored });
	await user.click(await screen.findByRole("button", { name: /Name of/ }));
	await user.keyboard("My name");
	stored = { ...product, name: "Their name", rev: 5, updated_by: { kind: "ai", name: "Cursor" } };
	await commit({ entities: [touched({ kind: "product", id: product.id, fields: ["name"] })] });
	expect(await screen.findByRole("alert")).toHaveTextContent("Cursor also changed this");
	expect(screen.getByRole("textbox")).toHaveValue("My name");
});

it("makes a product from one answer and goes on to it", async () => {
	const made = vi.fn();
	fakeBackend({
		createProduct: () => written(touched({ kind: "product", id: "product-9", effect: "created" })),
	});
	const { user } = renderWithPlan(<NewProduct onMade={made} />);
	expect(await brokenRules()).toEqual([]);
	await user.type(screen.getByRole("textbox", { name: "What are you building?" }), " Acme Notes {Enter}");
	await waitFor(() => expect(made).toHaveBeenCalledOnce());
	expect(localStorage.getItem("openbacklog.product")).toBe("product-9");
});

it("keeps the answer when the product cannot be made", async () => {
	fakeBackend({
		createProduct: () =>
			Promise.reject(wireErrorOf({ code: "busy", message: "The plan is busy. Try again." })),
	});
	const made = vi.fn();
	const { user } = renderWithPlan(<NewProduct onMade={made} />);
	await user.type(screen.getByRole("textbox"), "Acme Notes{Enter}");
	expect(await screen.findByRole("alert")).toHaveTextContent("The plan is busy. Try again.");
	expect(screen.getByRole("textbox")).toHaveValue("Acme Notes");
	expect(made).not.toHaveBeenCalled();
});

it("deletes a product only when its name was written", async () => {
	const { user, backend } = show({ deleteProduct: () => written() });
	await user.click(await screen.findByRole("button", { name: "Delete this product…" }));
	const field = await screen.findByRole("textbox", { name: `Write ${product.name} to delete it` });
	await user.type(field, "something else{Enter}");
	expect(screen.getByRole("button", { name: "Delete" })).toBeDisabled();
	await user.clear(field);
	await user.type(field, `${product.name}{Enter}`);
	await waitFor(() => expect(backend.called("deleteProduct")).toEqual([[product.id, product.name]]));
});

it("restores a deleted product and goes on to it", async () => {
	const restored = vi.fn();
	const backend = fakeBackend({
		trashedProducts: () => [{ id: "product-7", name: "Larder", trashed_at: "2026-07-28T10:02:00Z" }],
		restore: () => written(),
	});
	const { user } = renderWithPlan(<RestoreProducts onRestored={restored} />);
	await user.click(await screen.findByRole("button", { name: "Restore Larder" }));
	await waitFor(() => expect(restored).toHaveBeenCalledOnce());
	expect(backend.called("restore")).toEqual([["product", "product-7"]]);
	expect(localStorage.getItem("openbacklog.product")).toBe("product-7");
	expect(await brokenRules()).toEqual([]);
});
