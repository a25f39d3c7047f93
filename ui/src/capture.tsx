import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./app.css";
import { CaptureLine } from "./features/captures/CaptureLine";
import { listenToInput } from "./lib/inputMode";
import { queryClient } from "./lib/query";
import { applyLastTheme } from "./lib/theme";

// The main window may have changed it since this window was last shown.
window.addEventListener("focus", applyLastTheme);
listenToInput();

const root = document.getElementById("root");
if (!root) throw new Error("capture.html has no #root");
createRoot(root).render(
	<StrictMode>
		<QueryClientProvider client={queryClient}>
			<CaptureLine />
		</QueryClientProvider>
	</StrictMode>,
);
