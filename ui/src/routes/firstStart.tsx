import { useNavigate, useRouter } from "@tanstack/react-router";
import { Page } from "../components/Page";
import { NewProduct } from "../features/products/NewProduct";

export function FirstStartRoute() {
	const navigate = useNavigate();
	return (
		<main className="flex h-full bg-app">
			<NewProduct onMade={() => void navigate({ to: "/product" })} />
		</main>
	);
}

export function NewProductRoute() {
	const navigate = useNavigate();
	const { history } = useRouter();
	return (
		<Page title="New product">
			<NewProduct onMade={() => void navigate({ to: "/product" })} onCancel={() => history.back()} />
		</Page>
	);
}
