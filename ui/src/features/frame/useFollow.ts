import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { events, type PlanChanged, type Touched } from "../../bindings";
import { say } from "../../lib/announce";
import { useCommands } from "../../lib/commands";
import { pathOf } from "../../lib/paths";
import { createStore, useStore } from "../../lib/store";

const following = createStore(false);

export function useFollowing(): boolean {
	return useStore(following, (on) => on);
}

function follow(on: boolean) {
	if (on === following.get()) return;
	following.set(() => on);
	say(on ? "Following the AI. Any key stops it." : "Stopped following.");
}

/** Where a change is best watched: a task among the tasks of its project, anything else on its own page, if it has one. */
function placeOf(entity: Touched): string | null {
	return pathOf(entity.kind === "task" && entity.within ? entity.within : entity);
}

/** Brings a row into view as soon as it is in the document. Answers with the way to give up. */
function revealRow(id: string): () => void {
	const look = () => {
		const row = document.querySelector(`[data-row="${CSS.escape(id)}"]`);
		if (!row) return;
		changes.disconnect();
		row.scrollIntoView({ block: "nearest" });
	};
	const changes = new MutationObserver(look);
	changes.observe(document.body, { childList: true, subtree: true });
	look();
	return () => changes.disconnect();
}

const isTyping = () =>
	document.activeElement?.matches("input, textarea, select, [contenteditable='true']") === true;

/** The view goes where the AI edits, until a key, a click or a scroll says that the person looks elsewhere. */
export function useFollow(productId: string | null) {
	const on = useFollowing();
	const navigate = useNavigate();
	const giveUp = useRef(() => {});
	useCommands([
		{
			id: "view.follow",
			title: on ? "Stop following the AI" : "Follow the AI",
			group: "View",
			keys: on ? ["f", "esc"] : ["f"],
			when: () => productId !== null,
			run: () => follow(!on),
		},
	]);

	useEffect(() => {
		if (!on) return;
		const go = (change: PlanChanged) => {
			if (change.by.kind !== "ai" || change.product_id !== productId || isTyping()) return;
			const entity = change.entities.findLast((one) => one.effect !== "removed" && placeOf(one));
			const place = entity && placeOf(entity);
			if (!place) return;
			giveUp.current();
			void navigate({ to: place });
			giveUp.current = revealRow(entity.id);
		};
		const stop = ({ type, key }: Partial<KeyboardEvent>) => {
			// The key that turns it on and off has its own command.
			if (type !== "keydown" || key?.toLowerCase() !== "f") follow(false);
		};
		const listening = events.planChanged.listen(({ payload }) => go(payload));
		const signs = ["keydown", "wheel", "pointerdown"] as const;
		// Before lists and boards, which keep the keys they use to themselves.
		const early = { passive: true, capture: true };
		for (const sign of signs) window.addEventListener(sign, stop, early);
		return () => {
			giveUp.current();
			void listening.then((end) => end());
			for (const sign of signs) window.removeEventListener(sign, stop, early);
		};
	}, [on, navigate, productId]);
}
