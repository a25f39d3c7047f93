import { type FormEvent, useState } from "react";
import { commands } from "../../bindings";
import { Button } from "../../components/Button";
import { Problem } from "../../components/Problem";
import { setProductId } from "../../lib/product";
import { useWrite } from "../../lib/write";

type NewProductProps = {
	onMade: () => void;
	/** Left out on the first start: there is nothing to go back to. */
	onCancel?: () => void;
};

/** One question, then a plan. */
export function NewProduct({ onMade, onCancel }: NewProductProps) {
	const [name, setName] = useState("");
	const create = useWrite(commands.createProduct);

	const submit = async (event: FormEvent) => {
		event.preventDefault();
		if (name.trim() === "" || create.pending) return;
		const written = await create.run({ name: name.trim() });
		const made = written?.entities.find(({ kind }) => kind === "product");
		if (!made) return;
		setProductId(made.id);
		onMade();
	};

	return (
		<form
			onSubmit={submit}
			onKeyDown={(event) => event.key === "Escape" && onCancel?.()}
			className="m-auto flex w-full max-w-140 flex-col gap-4 px-6 pb-24"
		>
			<label htmlFor="new-product" className="text-first font-semibold text-balance">
				What are you building?
			</label>
			<input
				id="new-product"
				// biome-ignore lint/a11y/noAutofocus: the screen is this one question.
				autoFocus
				autoComplete="off"
				spellCheck
				maxLength={200}
				placeholder="A notes app that works on the train"
				aria-describedby="new-product-hint"
				value={name}
				onChange={(event) => setName(event.target.value)}
				className="h-11 rounded-control border border-control bg-surface px-3 text-section"
			/>
			<p id="new-product-hint" className="text-ui text-subtle">
				A name or a few words. It can change at any time.
			</p>
			{create.error && <Problem message={create.error.message} />}
			<div className="flex gap-2">
				<Button type="submit" look="primary" keys="enter" disabled={name.trim() === "" || create.pending}>
					Start the plan
				</Button>
				{onCancel && (
					<Button look="quiet" keys="esc" onClick={onCancel}>
						Cancel
					</Button>
				)}
			</div>
		</form>
	);
}
