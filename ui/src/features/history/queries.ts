import { commands } from "../../bindings";
import { everyKind } from "../../lib/kinds";
import { planPages, planQuery } from "../../lib/query";

const PAGE = 50;

export const activityQuery = (productId: string) =>
	planPages({
		key: ["activity", productId],
		reads: everyKind,
		fn: (before: number | null) => commands.activity(productId, before, PAGE),
		next: (page) => (page.length < PAGE ? null : (page.at(-1)?.set ?? null)),
	});

export const changeSetQuery = (set: number) =>
	planQuery({ key: ["change-set", set], reads: [], fn: () => commands.changeSet(set) });

export const changesOfSetQuery = (set: number) =>
	planQuery({ key: ["changes-of-set", set], reads: everyKind, fn: () => commands.changesOfSet(set) });
