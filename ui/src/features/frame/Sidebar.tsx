import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown, History, ListChecks, Plus, RotateCcw, Search, Settings } from "lucide-react";
import type { ReactNode } from "react";
import { commands, type ProductRow } from "../../bindings";
import { Keys } from "../../components/Button";
import { KindIcon } from "../../components/KindIcon";
import { Menu } from "../../components/Menu";
import { Tooltip } from "../../components/Tooltip";
import { setProductId } from "../../lib/product";
import { trashedProductsQuery } from "../../lib/trashedProducts";
import { useWrite } from "../../lib/write";

type SidebarProps = {
	productId: string;
	products: ProductRow[];
	/** False keeps the icons only, as narrow windows always do. */
	wide: boolean;
	onPalette: () => void;
};

const entry =
	"flex h-8 w-full items-center gap-2 rounded-control px-2 text-ui text-muted hover:bg-hover hover:text-fg group-data-narrow:justify-center group-data-narrow:px-0 max-m:justify-center max-m:px-0";
/** Words disappear where only icons have room, but stay for screen readers. */
const word = "group-data-narrow:sr-only max-m:sr-only";

export function Sidebar({ productId, products, wide, onPalette }: SidebarProps) {
	const navigate = useNavigate();
	const product = products.find(({ id }) => id === productId);
	const { data: trashed = [] } = useQuery(trashedProductsQuery);
	const restore = useWrite(commands.restore);
	const choose = (id: string) => {
		setProductId(id);
		void navigate({ to: "/projects" });
	};
	const bringBack = async (id: string) => {
		if (await restore.run("product", id)) choose(id);
	};

	return (
		<nav
			aria-label="Main"
			data-narrow={wide ? undefined : true}
			className="group flex w-57 shrink-0 flex-col select-none gap-0.5 border-r border-line bg-app px-2 pb-2 data-narrow:w-12 max-m:w-12"
		>
			<div className="flex h-11 items-center">
				<Menu
					trigger={
						<button
							type="button"
							aria-label={`Product: ${product?.name ?? ""}`}
							className={`${entry} text-fg! font-semibold`}
						>
							<ProductMark icon={product?.icon} />
							<span className={`grow truncate text-left ${word}`}>{product?.name}</span>
							<ChevronsUpDown size={14} aria-hidden className={`text-subtle ${word}`} />
						</button>
					}
					entries={[
						...products.map(({ id, name, icon }) => ({
							label: name,
							icon: <ProductMark icon={icon} />,
							chosen: id === productId,
							run: () => choose(id),
						})),
						{ type: "separator" },
						{
							label: "New product…",
							icon: <Plus size={16} aria-hidden />,
							run: () => void navigate({ to: "/new-product" }),
						},
						...trashed.map(({ id, name }) => ({
							label: `Restore ${name}`,
							icon: <RotateCcw size={16} aria-hidden />,
							run: () => void bringBack(id),
						})),
					]}
				/>
			</div>
			<Tooltip text="Search" keys="mod+k" side="right">
				<button type="button" onClick={onPalette} className={`${entry} mb-2`}>
					<Search size={16} strokeWidth={1.5} aria-hidden className="text-subtle" />
					<span className={`grow text-left ${word}`}>Search</span>
					<span className={word}>
						<Keys keys="mod+k" />
					</span>
				</button>
			</Tooltip>
			<Entry
				to="/inbox"
				label="Inbox"
				keys="g i"
				icon={<KindIcon kind="capture" />}
				amount={product?.inbox}
			/>
			<Heading>Plan</Heading>
			<Entry to="/product" label="Vision" keys="g v" icon={<KindIcon kind="product" />} />
			<Entry to="/projects" label="Projects" keys="g p" icon={<KindIcon kind="project" />} />
			<Entry
				to="/tasks"
				label="Tasks"
				keys="g k"
				icon={<ListChecks size={16} strokeWidth={1.5} aria-hidden className="text-subtle" />}
			/>
			<Heading>Record</Heading>
			<Entry
				to="/activity"
				label="Activity"
				keys="g a"
				icon={<History size={16} strokeWidth={1.5} aria-hidden className="text-subtle" />}
			/>
			<span className="grow" />
			<Entry
				to="/settings"
				label="Settings"
				keys="mod+,"
				icon={<Settings size={16} strokeWidth={1.5} aria-hidden className="text-subtle" />}
			/>
		</nav>
	);
}

function Heading({ children }: { children: string }) {
	return (
		<h2 className="mt-3 mb-0.5 px-2 text-meta font-medium text-subtle group-data-narrow:invisible group-data-narrow:h-0 max-m:invisible max-m:h-0">
			{children}
		</h2>
	);
}

function ProductMark({ icon }: { icon: string | undefined }) {
	return icon ? (
		<span aria-hidden className="w-4 shrink-0 text-center">
			{icon}
		</span>
	) : (
		<KindIcon kind="product" />
	);
}

type EntryProps = {
	to: "/inbox" | "/product" | "/projects" | "/tasks" | "/activity" | "/settings";
	label: string;
	keys: string;
	icon: ReactNode;
	amount?: number;
};

function Entry({ to, label, keys, icon, amount = 0 }: EntryProps) {
	return (
		<Tooltip text={label} keys={keys} side="right">
			<Link
				to={to}
				className={`${entry} group/entry`}
				activeProps={{ className: "bg-selected text-fg! font-medium", "aria-current": "page" }}
			>
				{icon}
				<span className={`truncate ${word}`}>{label}</span>
				{amount > 0 && <span className={`tabular text-label text-subtle ${word}`}>{amount}</span>}
				<span
					className={`grow text-right opacity-0 group-hover/entry:opacity-100 group-focus-visible/entry:opacity-100 ${word}`}
				>
					<Keys keys={keys} />
				</span>
			</Link>
		</Tooltip>
	);
}
