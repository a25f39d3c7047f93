import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { MarkdownText } from "./MarkdownText";

const shown = (text: string, onOpenLink = () => {}) =>
	render(<MarkdownText text={text} onOpenLink={onOpenLink} />);

it("shows raw HTML as the text it is", () => {
	const { container } = shown('<img src="x" onerror="alert(1)"><b>bold</b>');
	expect(container.querySelector("img, b, script")).toBeNull();
});

it("never loads an image and shows its description instead", () => {
	const { container } = shown("![a diagram](https://example.com/a.png)");
	expect(container.querySelector("img")).toBeNull();
	expect(container).toHaveTextContent("[image: a diagram]");
});

it("opens web and mail links through the caller, and no others at all", async () => {
	const open = vi.fn();
	shown(
		"[site](https://example.com) [mail](mailto:a@b.c) [bad](javascript:alert(1)) [file](file:///etc/passwd)",
		open,
	);
	expect(screen.getAllByRole("link").map(({ textContent }) => textContent)).toEqual(["site", "mail"]);
	await userEvent.click(screen.getByRole("link", { name: "site" }));
	expect(open).toHaveBeenCalledExactlyOnceWith("https://example.com");
});
