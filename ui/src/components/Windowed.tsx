import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import {
	type ReactNode,
	type Ref,
	useCallback,
	useImperativeHandle,
	useLayoutEffect,
	useRef,
	useState,
} from "react";

/** Below this many rows the browser lays the list out by itself. */
const windowFrom = 100;

export type WindowedHandle = {
	/** Where each row lies, in px from the top of the list. */
	rows: () => { key: string; start: number; size: number }[];
	/** The top of the list on screen, in px. */
	top: () => number;
	reveal: (key: string) => void;
};

type Props<Item> = {
	items: readonly Item[];
	keyOf: (item: Item) => string;
	children: (item: Item, index: number) => ReactNode;
	/** px, for rows that were not laid out yet */
	rowHeight: number;
	/** px between rows */
	gap?: number;
	/** The row that stays in the document although it is scrolled away: the one with the focus. */
	keep?: string | null;
	handle?: Ref<WindowedHandle>;
};

function scrollerOf(element: HTMLElement | null): HTMLElement | null {
	let above = element?.parentElement ?? null;
	while (above && !/auto|scroll/.test(getComputedStyle(above).overflowY)) above = above.parentElement;
	return above;
}

/** A list of any length, inside whatever scrolls around it, that keeps only the rows near the view in the document. */
export function Windowed<Item>(props: Props<Item>) {
	return props.items.length > windowFrom ? <Virtual {...props} /> : <Plain {...props} />;
}

function Plain<Item>({ items, keyOf, children, gap = 0, handle }: Props<Item>) {
	const list = useRef<HTMLDivElement>(null);
	useImperativeHandle(handle, () => ({
		rows: () =>
			[...(list.current?.children ?? [])].map((row, index) => {
				const item = items[index];
				const box = row.getBoundingClientRect();
				const top = list.current?.getBoundingClientRect().top ?? 0;
				return { key: item === undefined ? "" : keyOf(item), start: box.top - top, size: box.height };
			}),
		top: () => list.current?.getBoundingClientRect().top ?? 0,
		reveal: (key) => {
			const index = items.findIndex((item) => keyOf(item) === key);
			list.current?.children[index]?.scrollIntoView({ block: "nearest" });
		},
	}));
	return (
		<div ref={list} role="presentation" className="flex flex-col" style={{ gap }}>
			{items.map((item, index) => (
				<div key={keyOf(item)} role="presentation">
					{children(item, index)}
				</div>
			))}
		</div>
	);
}

function Virtual<Item>({ items, keyOf, children, rowHeight, gap = 0, keep, handle }: Props<Item>) {
	const list = useRef<HTMLDivElement>(null);
	const [above, setAbove] = useState(0);
	const kept = keep === null || keep === undefined ? -1 : items.findIndex((item) => keyOf(item) === keep);

	const rangeExtractor = useCallback(
		(range: Range) => {
			const near = defaultRangeExtractor(range);
			return kept === -1 || near.includes(kept) ? near : [...near, kept].sort((a, b) => a - b);
		},
		[kept],
	);
	const view = useVirtualizer({
		count: items.length,
		getScrollElement: () => scrollerOf(list.current),
		getItemKey: (index) => {
			const item = items[index];
			return item === undefined ? index : keyOf(item);
		},
		estimateSize: () => rowHeight,
		gap,
		overscan: 8,
		scrollMargin: above,
		rangeExtractor,
	});

	useLayoutEffect(() => {
		const scroller = scrollerOf(list.current);
		if (!list.current || !scroller) return;
		const top = list.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
		setAbove(Math.round(top + scroller.scrollTop));
	});

	useImperativeHandle(handle, () => ({
		rows: () =>
			view.measurementsCache.map((row) => ({
				key: String(row.key),
				start: row.start - above,
				size: row.size,
			})),
		top: () => list.current?.getBoundingClientRect().top ?? 0,
		reveal: (key) => {
			const index = items.findIndex((item) => keyOf(item) === key);
			if (index !== -1) view.scrollToIndex(index, { align: "auto" });
		},
	}));

	return (
		<div ref={list} role="presentation" className="relative" style={{ height: view.getTotalSize() }}>
			{view.getVirtualItems().map((row) => {
				const item = items[row.index];
				return item === undefined ? null : (
					<div
						key={row.key}
						ref={view.measureElement}
						data-index={row.index}
						role="presentation"
						className="absolute inset-x-0 top-0"
						style={{ transform: `translateY(${row.start - above}px)` }}
					>
						{children(item, row.index)}
					</div>
				);
			})}
		</div>
	);
}
