import { type FormEvent, useState } from "react";
import { commands } from "../../bindings";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/TextField";
import { useCommands } from "../../lib/commands";
import { useWrite } from "../../lib/write";

/** Deletes a product once its name was written: it is gone from every list, and can be restored. */
export function DeleteProduct({ id, name }: { id: string; name: string }) {
	const [open, setOpen] = useState(false);
	const [written, setWritten] = useState("");
	const remove = useWrite(commands.deleteProduct);
	useCommands([
		{ id: "product.delete", title: "Delete this product…", group: "Here", run: () => setOpen(true) },
	]);
	const close = () => {
		setOpen(false);
		setWritten("");
	};
	const submit = async (event: FormEvent) => {
		event.preventDefault();
		if (written.trim() !== name || remove.pending) return;
		if (await remove.run(id, written)) close();
	};
	return (
		<>
			<Button look="quiet" size="small" className="self-start" onClick={() => setOpen(true)}>
				Delete this product…
			</Button>
			<Dialog
				open={open}
				onClose={close}
				title={`Delete ${name}?`}
				description="It goes to the trash with everything in it. Restore it from the list of products, or from the first screen."
			>
				<form id="delete-product" onSubmit={submit}>
					<TextField
						label={`Write ${name} to delete it`}
						value={written}
						error={remove.error?.message}
						onChange={(event) => setWritten(event.target.value)}
					/>
					<Button
						type="submit"
						look="primary"
						className="mt-3"
						disabled={written.trim() !== name || remove.pending}
					>
						Delete
					</Button>
				</form>
			</Dialog>
		</>
	);
}
