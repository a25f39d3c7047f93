//! The tools, prompts and resources that the MCP conformance suite expects of
//! its own server, behind the product's own HTTP door. The product has none of
//! them: its verbs are another handler behind the same guard and transport.
//!
//! `cargo run -p openbacklog-agent --features conformance --example conformance -- FOLDER PORT`

#![allow(clippy::print_stdout, reason = "it tells its token")]

mod asking;
mod handler;
mod prompts;
mod resources;
mod tools;

use std::{error::Error, path::Path};

use openbacklog_agent::Server;
use openbacklog_plan::{Actor, Plan};

use handler::Fixtures;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(port)) = (arguments.next(), arguments.next()) else {
        return Err("Give a folder and a port.".into());
    };
    let plan = Plan::open(Path::new(&folder)).await?;
    let server = Server::start_with(plan.clone(), port.parse()?, Fixtures::default()).await?;
    if let Some(made) = plan.create_first_connection(&Actor::you()).await? {
        println!("Token, shown once: {}", made.token);
    }
    tokio::signal::ctrl_c().await?;
    server.stop().await;
    plan.close().await;
    Ok(())
}
