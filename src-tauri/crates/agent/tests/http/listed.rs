//! The list of tools as it goes over the wire, for each mode and era of the
//! protocol, held to what was last agreed. `OPENBACKLOG_RENEW=1` agrees anew.

use std::path::PathBuf;

use openbacklog_plan::Mode;
use serde_json::{Value, json};

use crate::{
    door::{Door, open_with},
    mcp::{post_now, request},
};

const ERAS: [&str; 3] = ["2025-06-18", "2025-11-25", "2026-07-28"];

/// The result of `tools/list`, as a client of that era gets it.
async fn listed(door: &Door, era: &str) -> String {
    let reply = if era == "2026-07-28" {
        post_now(door, "tools/list", json!({})).await
    } else {
        let mut headers = door.headers();
        headers.push(("mcp-protocol-version", era.to_owned()));
        let body = request("tools/list", &json!({})).to_string();
        door.send("POST", "/mcp", &headers, body.as_bytes()).await
    };
    let body = reply.body.strip_suffix('}').expect("an object");
    let result = body.split_once("\"result\":").expect("a result").1;
    result.to_owned()
}

/// What surrounds the tools, then a line for each tool, to the byte.
fn lines(result: &str) -> (String, Vec<String>) {
    let mut parsed: Value = serde_json::from_str(result).expect("JSON");
    let tools = parsed["tools"].take();
    let tools = tools.as_array().expect("tools").iter().map(Value::to_string).collect();
    (parsed.to_string(), tools)
}

fn tokens(text: &str) -> usize {
    tiktoken_rs::o200k_base_singleton().encode_with_special_tokens(text).len()
}

#[tokio::test]
async fn the_list_of_tools_is_as_last_agreed_in_every_mode_and_era() {
    for (mode, name) in [(Mode::Read, "read"), (Mode::Build, "build"), (Mode::Plan, "plan")] {
        let door = open_with(mode).await;
        let mut now = String::new();
        let mut agreed_tools: Option<Vec<String>> = None;
        for era in ERAS {
            let (around, tools) = lines(&listed(&door, era).await);
            now.extend([era, " ", &around, "\n"]);
            let first = agreed_tools.get_or_insert_with(|| tools.clone());
            assert_eq!(*first, tools, "{era} lists other tools than the eras before it");
        }
        for tool in agreed_tools.into_iter().flatten() {
            now.extend([tool.as_str(), "\n"]);
        }
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join("http");
        let path = path.join(format!("tools-{name}.txt"));
        if std::env::var_os("OPENBACKLOG_RENEW").is_some() {
            std::fs::write(&path, &now).expect("written");
        }
        let agreed = std::fs::read_to_string(&path).expect("the list").replace("\r\n", "\n");
        assert!(
            now == agreed,
            "The tools of {name} mode changed. If that is meant, run with OPENBACKLOG_RENEW=1."
        );
    }
}

#[tokio::test]
async fn the_list_stays_within_its_budget_on_the_wire() {
    for (mode, budget) in [(Mode::Plan, 2_150), (Mode::Build, 1_100), (Mode::Read, 950)] {
        let door = open_with(mode).await;
        for era in ERAS {
            let cost = tokens(&listed(&door, era).await);
            assert!(cost <= budget, "{mode:?} mode costs {cost} tokens of {budget} in {era}");
        }
    }
}

#[tokio::test]
async fn every_tool_says_all_four_hints_and_no_output_schema() {
    let door = open_with(Mode::Plan).await;
    for era in ERAS {
        for tool in lines(&listed(&door, era).await).1 {
            let tool: Value = serde_json::from_str(&tool).expect("JSON");
            let hints = tool["annotations"].as_object().expect("annotations");
            let names = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"];
            for name in names {
                assert!(hints.get(name).is_some_and(Value::is_boolean), "{name}: {tool}");
            }
            assert!(tool.get("outputSchema").is_none(), "{tool}");
            assert_eq!(tool["annotations"]["openWorldHint"], false, "{tool}");
        }
    }
}
