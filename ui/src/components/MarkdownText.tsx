import Markdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";

const SAFE = /^(https?:|mailto:)/i;

type MarkdownTextProps = { text: string; onOpenLink: (url: string) => void };

/** Markdown to read. Raw HTML stays text, and images show their description: nothing is ever fetched. */
export function MarkdownText({ text, onOpenLink }: MarkdownTextProps) {
	const parts: Components = {
		a: ({ href, children }) =>
			href && SAFE.test(href) ? (
				<a
					href={href}
					title={href}
					className="text-link underline underline-offset-2"
					onClick={(event) => {
						event.preventDefault();
						event.stopPropagation();
						onOpenLink(href);
					}}
				>
					{children}
				</a>
			) : (
				<span>{children}</span>
			),
		img: ({ alt }) => <span className="text-subtle">[image: {alt || "no description"}]</span>,
	};
	return (
		<div className="prose-plan max-w-[72ch] text-read">
			<Markdown remarkPlugins={[remarkGfm]} components={parts}>
				{text}
			</Markdown>
		</div>
	);
}
