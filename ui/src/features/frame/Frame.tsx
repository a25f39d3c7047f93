import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useLayoutEffect, useState } from "react";
import { closePeek, type Peeks, usePeek } from "../../lib/peek";
import { setProductId, useCurrentProductId } from "../../lib/product";
import { KeysOverlay } from "./KeysOverlay";
import { LiveRegion } from "./LiveRegion";
import { Palette } from "./Palette";
import { PeekPanel } from "./PeekPanel";
import { productsQuery } from "./queries";
import { Sidebar } from "./Sidebar";
import { Strip } from "./Strip";
import { UnsavedDialog } from "./UnsavedDialog";
import { type Overlay, useFrameCommands } from "./useFrameCommands";
import { useSettings } from "./useSettings";

type FrameProps = {
	peeks: Peeks;
	/** The screen of this moment. */
	children: ReactNode;
	/** What is shown while there is no product yet. */
	firstStart: ReactNode;
};

/** Everything around a screen: sidebar, peek, strip, palette. There is no other chrome. */
export function Frame({ peeks, children, firstStart }: FrameProps) {
	const products = useQuery(productsQuery);
	const productId = useCurrentProduct(products.data?.map(({ id }) => id));
	const [overlay, setOverlay] = useState<Overlay>(null);
	const [sidebarOpen, setSidebarOpen] = useState(true);
	const peek = usePeek();
	useSettings();
	useFrameCommands({
		setOverlay,
		toggleSidebar: () => setSidebarOpen(!sidebarOpen),
		inPlan: productId !== null,
	});

	if (products.isPending) return null;
	if (products.data?.length === 0) return firstStart;
	if (productId === null) return null;

	const Peeked = peek && peeks[peek.kind];
	return (
		<div className="flex h-full flex-col">
			<div className="relative flex min-h-0 grow">
				<Sidebar
					productId={productId}
					products={products.data ?? []}
					wide={sidebarOpen}
					onPalette={() => setOverlay("palette")}
				/>
				<main className="flex min-w-0 grow">{children}</main>
				{peek && Peeked && (
					<PeekPanel target={peek} onClose={closePeek}>
						<Peeked key={peek.id} id={peek.id} />
					</PeekPanel>
				)}
			</div>
			<Strip />
			<Palette open={overlay === "palette"} onClose={() => setOverlay(null)} productId={productId} />
			<KeysOverlay open={overlay === "keys"} onClose={() => setOverlay(null)} />
			<UnsavedDialog open={overlay === "unsaved"} onClose={() => setOverlay(null)} />
			<LiveRegion />
		</div>
	);
}

/** The product last shown, or the first one when that is gone. */
function useCurrentProduct(ids: string[] | undefined): string | null {
	const last = useCurrentProductId();
	const current = last !== null && ids?.includes(last) ? last : (ids?.[0] ?? null);
	useLayoutEffect(() => {
		if (ids && current !== last) setProductId(current);
	}, [ids, current, last]);
	return current === last ? current : null;
}
