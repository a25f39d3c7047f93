import { useEffect, useRef } from "react";

/** Where the pointer is, in px from the top of the window, without the scrolling a drag adds. */
export function usePointerY(following: boolean) {
	const y = useRef(0);
	useEffect(() => {
		if (!following) return;
		const follow = (event: PointerEvent) => {
			y.current = event.clientY;
		};
		window.addEventListener("pointermove", follow, true);
		return () => window.removeEventListener("pointermove", follow, true);
	}, [following]);
	return y;
}
