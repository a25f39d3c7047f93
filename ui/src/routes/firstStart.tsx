import { useNavigate, useRouter } from "@tanstack/react-router";
import { Page } from "../components/Page";
import { NewProduct } from "../features/products/NewProduct";
import { RestoreProducts } from "../features/products/RestoreProducts";

export function FirstStartRoute() {
	const navigate = useNavigate();
	return (
		<main className="flex h-full flex-col bg-app">
			<NewProduct onMade={() => void navigate({ to: "/product" })} />
			<RestoreProducts onRestored={() => void navigate({ to: "/projects" })} />
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
