import { type ComponentProps, useLayoutEffect, useRef } from "react";

/** One line that grows with what is pasted into it. */
export function CaptureField({ ref, ...rest }: ComponentProps<"textarea">) {
	const own = useRef<HTMLTextAreaElement>(null);
	useLayoutEffect(() => {
		if (!own.current) return;
		const { offsetHeight, clientHeight } = own.current;
		own.current.style.height = "auto";
		own.current.style.height = `${own.current.scrollHeight + offsetHeight - clientHeight}px`;
	});
	return (
		<textarea
			ref={(element) => {
				own.current = element;
				if (typeof ref === "function") ref(element);
				else if (ref) ref.current = element;
			}}
			rows={1}
			spellCheck
			maxLength={5000}
			{...rest}
		/>
	);
}
