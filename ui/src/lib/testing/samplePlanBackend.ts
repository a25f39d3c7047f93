import type { Backend } from "./fakes";
import { inboxAnswers } from "./inboxAnswers";
import { SamplePlan } from "./livingPlan";
import { projectAnswers } from "./projectAnswers";
import { taskAnswers } from "./taskAnswers";

export function samplePlanBackend(plan = new SamplePlan()): Partial<Backend> {
	return { ...projectAnswers(plan), ...taskAnswers(plan), ...inboxAnswers(plan) };
}
