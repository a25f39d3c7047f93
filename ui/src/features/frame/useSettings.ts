import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { setSingleLetters } from "../../lib/commands";
import { settingsQuery } from "../../lib/settings";
import { applyTheme } from "../../lib/theme";

/** Applies the settings that the window itself obeys. */
export function useSettings() {
	const { data } = useQuery(settingsQuery);
	useEffect(() => {
		if (!data) return;
		applyTheme(data.theme);
		setSingleLetters(data.single_letter_keys);
	}, [data]);
}
