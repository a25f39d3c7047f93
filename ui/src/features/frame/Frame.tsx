import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { type ReactNode, useLayoutEffect, useState } from "react";
import type { ProductRow } from "../../bindings";
import { Button } from "../../components/Button";
import { wireError } from "../../lib/errors";
import { closePeek, type Peeks, type PeekTarget, usePeek } from "../../lib/peek";
import { setProductId, useChosenProduct } from "../../lib/product";
import { KeysOverlay } from "./KeysOverlay";
import { LiveRegion } from "./LiveRegion";
import { Palette } from "./Palette";
import { PeekPanel } from "./PeekPanel";
import { productsQuery } from "./queries";
import { Sidebar } from "./Sidebar";
import { Strip } from "./Strip";
import { UnsavedDialog } from "./UnsavedDialog";
import { useFollow } from "./useFollow";
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
	const productId = useCurrentProduct(products.data, products.dataUpdatedAt);
	const [overlay, setOverlay] = useState<Overlay>(null);
	const [sidebarOpen, setSidebarOpen] = useState(true);
	const peek = usePeek();
	useClosePeekOnItsPage(peek);
	useSettings();
	useFrameCommands({
		setOverlay,
		toggleSidebar: () => setSidebarOpen(!sidebarOpen),
		inPlan: productId !== null,
	});

	useFollow(productId);

	if (products.isPending) return null;
	if (products.isError)
		return <CannotOpen reason={wireError(products.error).message} onRetry={() => void products.refetch()} />;
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

/** A peek at an object makes room for the page of that object. */
function useClosePeekOnItsPage(peek: PeekTarget | null) {
	const path = useLocation({ select: ({ pathname }) => pathname });
	useLayoutEffect(() => {
		if (peek && path.endsWith(`/${peek.id}`)) closePeek();
	}, [peek, path]);
}

function CannotOpen({ reason, onRetry }: { reason: string; onRetry: () => void }) {
	return (
		<main className="m-auto flex h-full max-w-140 flex-col items-start justify-center gap-4 px-6">
			<h1 className="text-page font-semibold">The plan cannot be read</h1>
			<p className="text-read text-muted">{reason}</p>
			<Button look="primary" onClick={onRetry}>
				Try again
			</Button>
		</main>
	);
}

/** The product last shown, or the first one when that is gone. */
function useCurrentProduct(products: ProductRow[] | undefined, readAt: number): string | null {
	const chosen = useChosenProduct();
	const exists = products?.some(({ id }) => id === chosen.id) === true;
	// A product made a moment ago is missing from a list read before that.
	const notReadYet = chosen.id !== null && chosen.at >= readAt;
	const current = exists || notReadYet ? chosen.id : (products?.[0]?.id ?? null);
	useLayoutEffect(() => {
		if (products && current !== chosen.id) setProductId(current);
	}, [products, current, chosen.id]);
	return current === chosen.id ? current : null;
}
