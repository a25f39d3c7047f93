import { Page } from "../components/Page";

export function TaskRoute() {
	return <Page title="Task">{null}</Page>;
}
export function TaskPeekRoute() {
	return null;
}
