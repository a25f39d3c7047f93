import { useMemo, useState } from "react";
import { commands, type ProjectBoard, type ProjectCard } from "../../bindings";
import { say } from "../../lib/announce";
import { useAhead } from "../../lib/useAhead";
import { type Column, findCard, isThere, placementOf, type Target, withMove } from "./board";
import { moved } from "./words";

/** The board with the moves under way in it, and the one way to move a card: by drag, keys or menu. */
export function useMoves(board: ProjectBoard) {
	const { ahead, write } = useAhead<Target>((id) => findCard(board.columns, id)?.rev);
	const [refused, setRefused] = useState<{ id: string; message: string } | null>(null);
	const columns = useMemo(
		() => ahead.reduce<readonly Column[]>((now, { id, change }) => withMove(now, id, change), board.columns),
		[ahead, board.columns],
	);

	async function move(card: ProjectCard, target: Target, seen = columns) {
		if (isThere(columns, card.id, target)) return;
		const placement = placementOf(seen, columns, card.id, target);
		const there =
			withMove(columns, card.id, target).find(({ status }) => status === target.status)?.cards ?? [];
		say(moved(card.name, target.status, there.findIndex(({ id }) => id === card.id) + 1, there.length));
		setRefused(null);
		const reason = await write(card.id, target, () =>
			commands.moveProject(card.id, target.status, placement),
		);
		if (reason === null) return;
		setRefused({ id: card.id, message: reason });
		say(`${card.name} stays where it was. ${reason}`);
	}

	return { columns, move, refused, dismissRefusal: () => setRefused(null) };
}
