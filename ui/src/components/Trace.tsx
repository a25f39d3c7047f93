import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";

/** A change counts as seen after being on screen in a focused window this long, in milliseconds. */
const SEEN_AFTER = 600;
const FADE = 2_400;

type TraceProps = {
	/** Who changed what stands here, or null. A new object starts a new trace. */
	mark: { by: string } | null;
	/** The person has seen it: called when the tint has faded, or on leaving where motion is reduced. */
	onSeen?: () => void;
	children: ReactNode;
	className?: string;
};

/** The violet bar and tint around something an AI changed. */
export function Trace({ mark, onSeen, children, className }: TraceProps) {
	const element = useRef<HTMLDivElement>(null);
	const [fading, setFading] = useState(false);
	const seen = useEffectEvent(() => onSeen?.());

	useEffect(() => {
		setFading(false);
		if (!mark || !element.current) return;
		return watchUntilSeen(element.current, setFading, () => seen());
	}, [mark]);

	return (
		<div ref={element} className={`relative ${className ?? ""}`}>
			{mark && (
				<span
					aria-hidden
					data-fading={fading || undefined}
					className="trace pointer-events-none absolute -inset-x-2 -inset-y-1 rounded-control border-l-2 border-ai bg-ai-bg transition-opacity duration-(--motion-trace) ease-out data-fading:opacity-0"
				/>
			)}
			<div className="relative">
				{mark && <span className="sr-only">Changed by {mark.by}.</span>}
				{children}
			</div>
		</div>
	);
}

function watchUntilSeen(element: Element, setFading: (fading: boolean) => void, onSeen: () => void) {
	const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
	let onScreen = false;
	let looked = false;
	let timer: ReturnType<typeof setTimeout> | undefined;

	const look = () => {
		clearTimeout(timer);
		if (looked || !onScreen || !document.hasFocus()) return;
		timer = setTimeout(() => {
			looked = true;
			if (still) return;
			setFading(true);
			timer = setTimeout(onSeen, FADE);
		}, SEEN_AFTER);
	};
	const observer = new IntersectionObserver(([entry]) => {
		onScreen = entry?.isIntersecting === true;
		look();
	});
	observer.observe(element);
	window.addEventListener("focus", look);
	window.addEventListener("blur", look);
	return () => {
		clearTimeout(timer);
		observer.disconnect();
		window.removeEventListener("focus", look);
		window.removeEventListener("blur", look);
		if (looked && still) onSeen();
	};
}

/** Stays by the name of an object an AI changed until it is opened. */
export function TraceDot({ by }: { by: string }) {
	return (
		<span
			role="img"
			aria-label={`Changed by ${by}`}
			title={`Changed by ${by}`}
			className="shrink-0 text-label text-ai"
		>
			✦
		</span>
	);
}
