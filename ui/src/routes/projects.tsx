import { Page } from "../components/Page";

export function ProjectsRoute() {
	return <Page title="Projects">{null}</Page>;
}
