import { Page } from "../components/Page";

export function SettingsRoute() {
	return <Page title="Settings">{null}</Page>;
}
