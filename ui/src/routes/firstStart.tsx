export function FirstStartRoute() {
	return null;
}

export function NewProductRoute() {
	return null;
}
