import { Page } from "../components/Page";

export function TasksRoute() {
	return <Page title="Tasks">{null}</Page>;
}
