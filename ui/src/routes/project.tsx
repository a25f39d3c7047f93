import { Page } from "../components/Page";

export function ProjectRoute() {
	return <Page title="Project">{null}</Page>;
}
