import type { ProjectStatus } from "../../bindings";
import { type Backend, touched } from "./fakes";
import { given, linksOf, placedIn, type SamplePlan, why } from "./livingPlan";
import * as sample from "./sampleWork";

const statuses: ProjectStatus[] = ["idea", "ready", "building", "done", "dropped"];
export function projectAnswers(plan: SamplePlan): Partial<Backend> {
	return {
		projectBoard: () => ({
			product: {
				kind: "product",
				id: sample.product.id,
				ref: sample.product.name,
				name: sample.product.name,
			},
			columns: statuses.map((status) => {
				const cards = plan.projects
					.filter((project) => project.status === status)
					.map((one) => plan.card(one));
				const over = status === "building" && cards.length > 2;
				return {
					status,
					cards,
					hint: over ? `${cards.length} at once. Two finish sooner than ${cards.length}.` : null,
				};
			}),
		}),
		projectPage: (id) => {
			const tasks = plan.tasks.filter(({ row }) => row.project.id === id).map(({ row }) => row);
			const project = plan.project(id);
			const over = tasks.every(({ status }) => status === "done" || status === "dropped");
			const some = tasks.some(({ status }) => status === "done");
			return {
				project,
				product: sample.product,
				links: linksOf(project),
				decisions: [],
				why: why(project),
				tasks,
				suggest_done: over && some && project.status !== "done",
				history: sample.history,
			};
		},
		createProject: async (_product, input) => {
			const id = plan.nextId("project");
			const project = given({ ...sample.emptyProject, id, ref: `P-${id.slice(8)}` }, input);
			plan.projects = [...plan.projects, project];
			return plan.commit(
				touched({ kind: "project", id, ref: project.ref, name: project.name, rev: 1, effect: "created" }),
			);
		},
		updateProject: (id, patch) => plan.writeProject(id, patch),
		moveProjects: (ids, status, placement) => {
			let place = placement;
			const changes = ids.map((id) => {
				plan.projects = placedIn(plan.projects, { ...plan.project(id), status }, place);
				place = { at: "after", id };
				return plan.changeProject(id, { status });
			});
			return plan.commit(...changes);
		},
		archive: (entities) => plan.archive(entities),
		brief: (_kind, id) => `# Brief of ${id}\n`,
	};
}
