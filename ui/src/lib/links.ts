import { commands } from "../bindings";
import { attempt } from "./write";

/** Opens a link outside the app. */
export function openLink(url: string) {
	attempt(commands.openLink(url));
}
