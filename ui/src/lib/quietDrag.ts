const silent = () => undefined;

/**
 * Moves are announced in the words of the plan, so the drag library says nothing of its own; and what it
 * keeps for screen readers stays out of the grids and lists that are dragged in.
 */
export const quietDrag = {
	announcements: {
		onDragStart: silent,
		onDragMove: silent,
		onDragOver: silent,
		onDragEnd: silent,
		onDragCancel: silent,
	},
	container: document.body,
};
