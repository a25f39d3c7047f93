import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { CopyText } from "./CopyText";

it("says beside the text that it could not be copied, until it can", async () => {
	const user = userEvent.setup();
	const write = vi.spyOn(navigator.clipboard, "writeText").mockRejectedValueOnce(new Error("not allowed"));
	render(<CopyText label="Data folder" text="/home/maya/plan" />);
	await user.click(screen.getByRole("button", { name: "Copy: Data folder" }));
	expect(await screen.findByRole("alert")).toHaveTextContent("Select the text and copy it by hand.");
	await user.click(screen.getByRole("button", { name: "Copy: Data folder" }));
	expect(await screen.findByText("Copied")).toBeVisible();
	expect(screen.queryByRole("alert")).not.toBeInTheDocument();
	expect(write).toHaveBeenLastCalledWith("/home/maya/plan");
});
