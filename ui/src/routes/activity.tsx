import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { ActivityPage } from "../features/history/ActivityPage";
import { useProductId } from "../lib/product";

const route = getRouteApi("/activity");

export function ActivityRoute() {
	const productId = useProductId();
	const { set } = route.useSearch();
	const navigate = useNavigate();
	return (
		<ActivityPage
			key={`${productId} ${set ?? ""}`}
			productId={productId}
			opened={set}
			onConnect={() => void navigate({ to: "/settings" })}
		/>
	);
}
