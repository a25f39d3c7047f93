import { Page } from "../components/Page";

export function ProductRoute() {
	return <Page title="Vision">{null}</Page>;
}
