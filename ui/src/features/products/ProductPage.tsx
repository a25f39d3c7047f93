import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef } from "react";
import { commands, type Product, type ProductPatch } from "../../bindings";
import { EditableMarkdown } from "../../components/EditableMarkdown";
import { type EditingHandle, InlineText } from "../../components/InlineText";
import { Page } from "../../components/Page";
import { Problem } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { Trace } from "../../components/Trace";
import { useCommands } from "../../lib/commands";
import type { SaveBasis } from "../../lib/drafts";
import { wireError } from "../../lib/errors";
import { openLink } from "../../lib/links";
import { markFieldSeen, useFieldMark, useOpened } from "../../lib/marks";
import { useWrite } from "../../lib/write";
import { DeleteProduct } from "./DeleteProduct";
import { productQuery } from "./queries";

export function ProductPage({ id }: { id: string }) {
	const { data: product, error, isPending } = useQuery(productQuery(id));
	useOpened(id);
	return (
		<Page title="Vision" width="text">
			{isPending && <Skeleton />}
			{error && <Problem message={wireError(error).message} />}
			{product && <ProductFields product={product} />}
		</Page>
	);
}

type Field = keyof ProductPatch & ("name" | "icon" | "vision" | "about");

function ProductFields({ product }: { product: Product }) {
	const update = useWrite(commands.updateProduct);
	const vision = useRef<EditingHandle>(null);
	const about = useRef<EditingHandle>(null);
	const { id, name, rev, updated_by } = product;
	// A product has no long-text guard, so there is nothing `replace` could answer.
	const save = (field: Field) => (text: string, basis: SaveBasis) =>
		update.save(id, { [field]: text }, basis.rev);
	const shared = { rev, changedBy: updated_by.name };

	useCommands([
		{
			id: "product.vision",
			title: "Edit the vision",
			group: "Here",
			keys: ["mod+1"],
			run: () => vision.current?.startEditing(),
		},
		{
			id: "product.about",
			title: "Edit what briefs should know",
			group: "Here",
			keys: ["mod+2"],
			run: () => about.current?.startEditing(),
		},
	]);

	return (
		<>
			<div className="flex items-baseline gap-2">
				<Traced id={id} field="icon">
					<InlineText
						{...shared}
						label={`Icon of ${name}`}
						value={product.icon}
						placeholder="+ icon"
						maxLength={16}
						className={product.icon === "" ? "text-ui" : "text-page"}
						onSave={save("icon")}
					/>
				</Traced>
				<Traced id={id} field="name">
					<InlineText
						{...shared}
						label={`Name of ${name}`}
						value={name}
						required
						className="text-page font-semibold"
						onSave={save("name")}
					/>
				</Traced>
			</div>
			<Section title="Vision" lesson="What changes for people if this works.">
				<Traced id={id} field="vision">
					<EditableMarkdown
						{...shared}
						label={`Vision of ${name}`}
						value={product.vision}
						placeholder="Who will do what, that they cannot do today?"
						handle={vision}
						onOpenLink={openLink}
						onSave={save("vision")}
					/>
				</Traced>
			</Section>
			<Section
				title="About"
				lesson="Free context that every brief may use: who builds it, with what, for where."
			>
				<Traced id={id} field="about">
					<EditableMarkdown
						{...shared}
						label={`About ${name}`}
						value={product.about}
						placeholder="What would someone new have to know before they touch it?"
						handle={about}
						onOpenLink={openLink}
						onSave={save("about")}
					/>
				</Traced>
			</Section>
			<DeleteProduct id={id} name={name} />
		</>
	);
}

function Section({ title, lesson, children }: { title: string; lesson: string; children: ReactNode }) {
	return (
		<section className="flex flex-col gap-1">
			<div className="flex items-baseline gap-2">
				<h2 className="text-ui font-semibold">{title}</h2>
				<p className="text-label text-subtle">{lesson}</p>
			</div>
			{children}
		</section>
	);
}

function Traced({ id, field, children }: { id: string; field: Field; children: ReactNode }) {
	return (
		<Trace mark={useFieldMark(id, field)} onSeen={() => markFieldSeen(id, field)} className="min-w-0">
			{children}
		</Trace>
	);
}
