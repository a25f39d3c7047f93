// The system packages a build and the window journeys need, per Linux family, and how to install them.
import { exists, output, run } from "./run.mjs";

const families = [
	{
		tool: "apt-get",
		build: [
			"build-essential",
			"pkg-config",
			"file",
			"curl",
			"libssl-dev",
			"libwebkit2gtk-4.1-dev",
			"libayatana-appindicator3-dev",
			"librsvg2-dev",
			"libxdo-dev",
		],
		test: [
			"webkit2gtk-driver",
			"xvfb",
			"dbus",
			"dbus-x11",
			"openbox",
			"xdotool",
			"util-linux",
			"python3-venv",
			"sqlite3",
		],
		missing: (packages) => packages.filter((name) => !debianHas(name)),
		install: (packages) => [
			["apt-get", "update"],
			["apt-get", "install", "-y", "--no-install-recommends", ...packages],
		],
	},
	{
		tool: "dnf",
		build: [
			"gcc",
			"gcc-c++",
			"make",
			"pkgconf-pkg-config",
			"file",
			"curl",
			"openssl-devel",
			"webkit2gtk4.1-devel",
			"libappindicator-gtk3-devel",
			"librsvg2-devel",
			"libxdo-devel",
		],
		// By file, because the names of the packages differ between releases.
		test: [
			"/usr/bin/WebKitWebDriver",
			"/usr/bin/Xvfb",
			"/usr/bin/dbus-run-session",
			"/usr/bin/openbox",
			"/usr/bin/xdotool",
			"/usr/bin/setpriv",
			"/usr/bin/python3",
			"/usr/bin/sqlite3",
		],
		missing: (packages) => packages.filter((name) => output("rpm", ["-q", "--whatprovides", name]) === null),
		install: (packages) => [["dnf", "install", "-y", ...packages]],
	},
	{
		tool: "pacman",
		build: [
			"base-devel",
			"curl",
			"file",
			"openssl",
			"webkit2gtk-4.1",
			"libayatana-appindicator",
			"librsvg",
			"xdotool",
		],
		test: ["webkitgtk-6.0", "xorg-server-xvfb", "dbus", "openbox", "util-linux", "python", "sqlite"],
		missing: (packages) => packages.filter((name) => output("pacman", ["-T", name]) === null),
		install: (packages) => [["pacman", "-S", "--needed", "--noconfirm", ...packages]],
	},
];

function debianHas(name) {
	return output("dpkg", ["--status", name])?.includes("Status: install ok installed") ?? false;
}

/** Installs what is missing; resolves to a sentence that says what to do when that is not possible. */
export async function installSystemPackages({ forTests }) {
	const family = families.find(({ tool }) => exists(tool));
	if (!family) {
		return `This Linux has none of ${families.map(({ tool }) => tool).join(", ")}. Install the packages that https://v2.tauri.app/start/prerequisites/ names for it.`;
	}
	const missing = family.missing([...family.build, ...(forTests ? family.test : [])]);
	if (missing.length === 0) return null;

	console.log(`Missing system packages: ${missing.join(" ")}`);
	const isRoot = process.getuid() === 0;
	const asRoot = isRoot ? [] : ["sudo"];
	for (const command of family.install(missing)) {
		const [program, ...args] = [...asRoot, "env", "DEBIAN_FRONTEND=noninteractive", ...command];
		console.log(`> ${[...asRoot, ...command].join(" ")}`);
		if ((await run(program, args)) !== 0) {
			return `The packages above could not be installed. Run this as root, then try again: ${family
				.install(missing)
				.map((parts) => parts.join(" "))
				.join(" && ")}`;
		}
	}
	return null;
}
