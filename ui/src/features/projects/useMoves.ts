import { useMemo, useState } from "react";
import { commands, type ProjectBoard, type ProjectCard } from "../../bindings";
import { say } from "../../lib/announce";
import { count } from "../../lib/formats";
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

	/** Several stand in the target one after the other; they come from other columns. */
	async function move(cards: readonly ProjectCard[], target: Target, seen = columns) {
		const [card] = cards;
		if (!card || isThere(columns, card.id, target)) return;
		const placement = placementOf(seen, columns, card.id, target);
		const changes = cards.map(({ id }, at) => ({ id, change: { ...target, slot: target.slot + at } }));
		const there =
			changes
				.reduce<readonly Column[]>((now, { id, change }) => withMove(now, id, change), columns)
				.find(({ status }) => status === target.status)?.cards ?? [];
		const names = cards.length === 1 ? card.name : count(cards.length, "project");
		say(moved(names, target.status, there.findIndex(({ id }) => id === card.id) + 1, there.length));
		setRefused(null);
		const ids = cards.map(({ id }) => id);
		const reason = await write(changes, () => commands.moveProjects(ids, target.status, placement));
		if (reason === null) return;
		setRefused({ id: card.id, message: reason });
		say(`${names} ${cards.length === 1 ? "stays where it was" : "stay where they were"}. ${reason}`);
	}

	return { columns, move, refused, dismissRefusal: () => setRefused(null) };
}
