import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./app.css";
import { listenToKeys } from "./lib/commands";
import { listenToInput } from "./lib/inputMode";
import { listenToPlan } from "./lib/live";
import { queryClient } from "./lib/query";
import { router } from "./routes";

listenToPlan();
listenToKeys();
listenToInput();

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
	<StrictMode>
		<QueryClientProvider client={queryClient}>
			<RouterProvider router={router} />
		</QueryClientProvider>
	</StrictMode>,
);
