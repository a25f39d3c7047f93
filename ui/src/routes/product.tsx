import { ProductPage } from "../features/products/ProductPage";
import { useProductId } from "../lib/product";

export function ProductRoute() {
	const id = useProductId();
	return <ProductPage key={id} id={id} />;
}
