import { commands } from "../bindings";
import { wireError } from "./errors";
import { showProblem } from "./write";

/** Opens a link outside the app. */
export function openLink(url: string) {
	commands.openLink(url).catch((error) => showProblem(wireError(error).message));
}
