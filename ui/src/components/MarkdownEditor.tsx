import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, placeholder as placeholderText } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useEffectEvent, useRef } from "react";

export type MarkdownEditorProps = {
	label: string;
	/** The text editing begins with; later values are not forced on the editor. */
	initial: string;
	placeholder?: string;
	onChange: (text: string) => void;
	onSave: () => void;
	onRevert: () => void;
};

const colours = HighlightStyle.define([
	{ tag: tags.heading, fontWeight: "600" },
	{ tag: tags.strong, fontWeight: "600" },
	{ tag: tags.emphasis, fontStyle: "italic" },
	{ tag: tags.strikethrough, textDecoration: "line-through" },
	{ tag: [tags.link, tags.url], color: "var(--link)" },
	{ tag: tags.monospace, fontFamily: "var(--font-mono, monospace)" },
	{ tag: [tags.processingInstruction, tags.quote], color: "var(--fg-subtle)" },
]);

const look = EditorView.theme({
	"&": { color: "var(--fg)", backgroundColor: "transparent", fontSize: "inherit" },
	"&.cm-focused": { outline: "none" },
	".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit", overflow: "visible" },
	".cm-content": { padding: "0", minHeight: "66px", caretColor: "var(--fg)" },
	".cm-line": { padding: "0" },
	".cm-placeholder": { color: "var(--fg-subtle)" },
});

/** Markdown source as it will be stored: the editor splits lines only at what the text itself uses. */
export default function MarkdownEditor(props: MarkdownEditorProps) {
	const host = useRef<HTMLDivElement>(null);
	const atStart = useEffectEvent(() => props);
	const change = useEffectEvent((text: string) => props.onChange(text));
	const save = useEffectEvent(() => props.onSave());
	const revert = useEffectEvent(() => props.onRevert());

	useEffect(() => {
		if (!host.current) return;
		const { initial, label, placeholder = "" } = atStart();
		// CodeMirror splits at every line ending it knows and joins with one; naming that one keeps bytes as they were.
		const lineEnd = /\r\n/.test(initial) ? "\r\n" : "\n";
		const view = new EditorView({
			parent: host.current,
			state: EditorState.create({
				doc: initial,
				selection: { anchor: initial.split(lineEnd).join("\n").length },
				extensions: [
					EditorState.lineSeparator.of(lineEnd),
					history(),
					keymap.of([
						{ key: "Mod-Enter", run: () => act(() => save()) },
						{ key: "Escape", stopPropagation: true, run: () => act(() => revert()) },
						...historyKeymap,
						...defaultKeymap,
					]),
					markdown({ base: markdownLanguage }),
					syntaxHighlighting(colours),
					look,
					EditorView.lineWrapping,
					placeholderText(placeholder),
					EditorView.contentAttributes.of({
						"aria-label": label,
						spellcheck: "true",
						autocapitalize: "sentences",
					}),
					EditorView.updateListener.of((update) => {
						if (update.docChanged) change(update.state.sliceDoc());
					}),
				],
			}),
		});
		view.focus();
		return () => view.destroy();
	}, []);

	return <div ref={host} className="text-read" />;
}

function act(run: () => void) {
	run();
	return true;
}
