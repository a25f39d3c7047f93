import { InboxScreen } from "../features/captures/InboxScreen";

export function InboxRoute() {
	return <InboxScreen />;
}
