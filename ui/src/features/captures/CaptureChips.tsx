import type { ParsedLine } from "../../bindings";
import { Badge } from "../../components/Badge";
import { KindIcon } from "../../components/KindIcon";
import { count } from "../../lib/formats";
import { makesWord, namedBy } from "./words";

/** What the line will become, as it is typed. */
export function CaptureChips({ parsed }: { parsed: ParsedLine }) {
	const { makes, chips, steps, checks, note, messages } = parsed;
	return (
		<div className="flex flex-col gap-1 px-1">
			<ul aria-label="Understood" className="flex flex-wrap items-center gap-1">
				<li className="flex">
					<Badge icon={<KindIcon kind={makes} />}>{makesWord[makes]}</Badge>
				</li>
				{chips.map(({ start, kind, shown }) => {
					const named = namedBy[kind];
					return (
						<li key={start} className="flex min-w-0">
							<Badge tone="you" icon={named && <KindIcon kind={named} />}>
								{shown}
							</Badge>
						</li>
					);
				})}
				{steps.length > 0 && (
					<li className="flex">
						<Badge>{count(steps.length, "step")}</Badge>
					</li>
				)}
				{checks.length > 0 && (
					<li className="flex">
						<Badge>{count(checks.length, "check")}</Badge>
					</li>
				)}
				{note !== "" && (
					<li className="flex min-w-0">
						<Badge>note: {note}</Badge>
					</li>
				)}
			</ul>
			{messages.map((message) => (
				<p key={message} className="text-label text-warn">
					{message}
				</p>
			))}
		</div>
	);
}
