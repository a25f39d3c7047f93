import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import type { ReactNode } from "react";
import { queryClient } from "../query";

/** Renders with the window's own query client, so that commits refetch what is shown. */
export function renderWithPlan(shown: ReactNode) {
	const wrapper = ({ children }: { children: ReactNode }) => (
		<QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
	);
	return { user: userEvent.setup(), ...render(shown, { wrapper }) };
}

/** The WCAG A and AA rules broken by what is in the document, in words. Colours need a real browser. */
export async function brokenRules(element: Element = document.body) {
	const { violations } = await axe.run(element, {
		runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"],
		rules: { "color-contrast": { enabled: false } },
	});
	return violations.flatMap(({ help, nodes }) => nodes.map(({ html }) => `${help}: ${html}`));
}
