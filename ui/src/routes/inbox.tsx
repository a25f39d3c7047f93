import { Page } from "../components/Page";

export function InboxRoute() {
	return <Page title="Inbox">{null}</Page>;
}
