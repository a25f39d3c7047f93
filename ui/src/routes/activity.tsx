import { Page } from "../components/Page";

export function ActivityRoute() {
	return <Page title="Activity">{null}</Page>;
}
