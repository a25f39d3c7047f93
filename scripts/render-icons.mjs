// Renders every icon file the bundler and the tray need from the three drawings in icons/.
// Run it after a change to a drawing: node scripts/render-icons.mjs
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, run } from "./lib/run.mjs";

const icons = join(root, "icons");
const appFiles = ["32x32.png", "128x128.png", "128x128@2x.png", "icon.png", "icon.ico", "icon.icns"];
const tauri = join(root, "node_modules", "@tauri-apps", "cli", "tauri.js");
const traySizes = [16, 22, 32];

async function render(drawing, options) {
	const out = mkdtempSync(join(tmpdir(), "openbacklog-icons-"));
	const code = await run(process.execPath, [tauri, "icon", join(icons, drawing), "-o", out, ...options], {
		quiet: true,
	});
	if (code !== 0) throw new Error(`The drawing ${drawing} could not be rendered.`);
	return out;
}

const app = await render("icon.svg", []);
for (const file of appFiles) copyFileSync(join(app, file), join(icons, file));
rmSync(app, { recursive: true });

for (const theme of ["light", "dark"]) {
	const tray = await render(`tray-${theme}.svg`, ["--png", traySizes.join(",")]);
	for (const size of traySizes) {
		copyFileSync(join(tray, `${size}x${size}.png`), join(icons, `tray-${theme}-${size}.png`));
	}
	rmSync(tray, { recursive: true });
}
