import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Holder } from "../../bindings";
import { HeldLine } from "./HeldLine";

const robo: Holder = {
	by: { kind: "ai", name: "Robo" },
	since: "2026-01-05T09:00:00Z",
	until: "2026-01-05T11:00:00Z",
};

it("says which agent holds a task, until when on the person's clock", () => {
	const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
	const until = clock.format(new Date("2026-01-05T11:00:00Z"));
	render(<HeldLine held={robo} />);
	expect(screen.getByText(`Robo holds this until ${until}`)).toBeVisible();
});

it("says nothing of what nobody claimed, and nothing of what the person does", () => {
	const { container } = render(
		<>
			<HeldLine held={null} />
			<HeldLine held={{ ...robo, by: { kind: "you", name: "You" }, until: null }} />
		</>,
	);
	expect(container).toBeEmptyDOMElement();
});
