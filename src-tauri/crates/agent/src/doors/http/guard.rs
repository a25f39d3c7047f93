//! What a request must be before its body is read.
//!
//! The listener is on loopback, which every page in every browser on this
//! machine can reach, and so can every program. The order of the checks is
//! fixed: where it comes from, what it asks, who asks, how often, how much.

use hyper::{
    HeaderMap, Method, StatusCode,
    header::{
        AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName,
        HeaderValue, ORIGIN,
    },
    http::{request::Parts, uri::Scheme},
};
use serde_json::Value;

/// The largest request body, in bytes.
pub(crate) const LARGEST_BODY: usize = 1 << 20;
/// The deepest nesting of a request body.
const DEEPEST: usize = 64;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Route {
    /// The MCP endpoint.
    Mcp,
    /// A verb by name.
    Verb(String),
    /// The description of the API.
    OpenApi,
}

/// A refusal before any work: the status and one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Turned {
    pub(crate) status: StatusCode,
    pub(crate) why: String,
    /// For 405: the method that would do.
    pub(crate) allow: Option<&'static str>,
}

impl Turned {
    pub(crate) fn away(status: StatusCode, why: impl Into<String>) -> Self {
        Self { status, why: why.into(), allow: None }
    }

    pub(crate) fn slow_down(why: impl Into<String>) -> Self {
        Self::away(StatusCode::TOO_MANY_REQUESTS, why)
    }
}

/// Checks all that can be told without knowing the caller.
pub(crate) fn check(parts: &Parts, port: u16) -> Result<Route, Turned> {
    check_host(parts, port)?;
    check_origin(&parts.headers, port)?;
    check_fetch_site(&parts.headers)?;
    let route = route(parts)?;
    if parts.method == Method::POST {
        check_content(&parts.headers)?;
    }
    Ok(route)
}

/// A page that points its own name at this machine still sends its own name.
fn check_host(parts: &Parts, port: u16) -> Result<(), Turned> {
    let ours =
        |host: &str| host == format!("127.0.0.1:{port}") || host == format!("localhost:{port}");
    let named = matches!(single(&parts.headers, &HOST), Single::Once(host) if ours(host));
    let asked = parts.uri.authority().is_none_or(|authority| ours(authority.as_str()));
    let plain = parts.uri.scheme().is_none_or(|scheme| *scheme == Scheme::HTTP);
    if named && asked && plain {
        return Ok(());
    }
    Err(Turned::away(
        StatusCode::FORBIDDEN,
        format!("Host must be 127.0.0.1:{port} or localhost:{port}."),
    ))
}

fn check_origin(headers: &HeaderMap, port: u16) -> Result<(), Turned> {
    let ours = |origin: &str| {
        origin == format!("http://127.0.0.1:{port}") || origin == format!("http://localhost:{port}")
    };
    match single(headers, &ORIGIN) {
        Single::Absent => Ok(()),
        Single::Once(origin) if ours(origin) => Ok(()),
        _ => Err(Turned::away(
            StatusCode::FORBIDDEN,
            "Requests from web pages are refused. Connect with a program.",
        )),
    }
}

fn check_fetch_site(headers: &HeaderMap) -> Result<(), Turned> {
    match single(headers, &SEC_FETCH_SITE) {
        Single::Absent | Single::Once("none" | "same-origin") => Ok(()),
        _ => Err(Turned::away(
            StatusCode::FORBIDDEN,
            "Requests from other sites are refused. Connect with a program.",
        )),
    }
}

fn route(parts: &Parts) -> Result<Route, Turned> {
    let path = parts.uri.path();
    let (route, method) = match path.strip_prefix("/api/v1/") {
        Some("openapi.json") => (Route::OpenApi, Method::GET),
        Some(verb) if !verb.is_empty() && !verb.contains('/') => {
            (Route::Verb(verb.to_owned()), Method::POST)
        }
        None if path == "/mcp" => (Route::Mcp, Method::POST),
        _ => {
            return Err(Turned::away(
                StatusCode::NOT_FOUND,
                "Nothing is here. There are /mcp, /api/v1/<verb> and /api/v1/openapi.json.",
            ));
        }
    };
    if parts.method == method {
        return Ok(route);
    }
    let allow = if method == Method::GET { "GET" } else { "POST" };
    Err(Turned {
        status: StatusCode::METHOD_NOT_ALLOWED,
        why: format!("Use {allow} here."),
        allow: Some(allow),
    })
}

/// A page can send other kinds of content without asking first; JSON it cannot.
fn check_content(headers: &HeaderMap) -> Result<(), Turned> {
    let is_json = |kind: &str| {
        let essence = kind.split_once(';').map_or(kind, |(essence, _)| essence);
        essence.trim().eq_ignore_ascii_case("application/json")
    };
    let json = matches!(single(headers, &CONTENT_TYPE), Single::Once(kind) if is_json(kind));
    if json && !headers.contains_key(CONTENT_ENCODING) {
        return Ok(());
    }
    Err(Turned::away(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "Send plain JSON with Content-Type: application/json.",
    ))
}

/// The bearer token a request carries, when it carries one.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let Single::Once(value) = single(headers, &AUTHORIZATION) else {
        return None;
    };
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

/// Refuses a body that says beforehand that it is too large.
pub(crate) fn check_size(headers: &HeaderMap) -> Result<(), Turned> {
    let told = headers.get(CONTENT_LENGTH).and_then(|v| v.to_str().ok()).map(str::parse::<u64>);
    match told {
        Some(Ok(length)) if length > LARGEST_BODY as u64 => Err(too_large()),
        _ => Ok(()),
    }
}

pub(crate) fn too_large() -> Turned {
    Turned::away(StatusCode::PAYLOAD_TOO_LARGE, "The body is larger than 1 MiB. Send less at once.")
}

/// The body as JSON, unless it is none or is nested too deeply, which is told
/// before anything recursive looks at it.
pub(crate) fn check_body(body: &[u8]) -> Result<Value, Turned> {
    if depth(body) > DEEPEST {
        return Err(Turned::away(
            StatusCode::BAD_REQUEST,
            format!("The body is nested deeper than {DEEPEST} levels."),
        ));
    }
    serde_json::from_slice(body).map_err(|error| {
        Turned::away(StatusCode::BAD_REQUEST, format!("The body is not JSON: {error}."))
    })
}

fn depth(body: &[u8]) -> usize {
    let (mut now, mut deepest) = (0_usize, 0);
    let (mut quoted, mut escaped) = (false, false);
    for byte in body {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => {
                now += 1;
                deepest = deepest.max(now);
            }
            b']' | b'}' if !quoted => now = now.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// A header that may come once at most.
enum Single<'a> {
    Absent,
    Once(&'a str),
    /// There twice, or no text.
    Unclear,
}

fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Single<'a> {
    let mut values = headers.get_all(name).iter();
    match (values.next().map(HeaderValue::to_str), values.next()) {
        (None, _) => Single::Absent,
        (Some(Ok(value)), None) => Single::Once(value),
        _ => Single::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned(request: hyper::http::request::Builder) -> Option<u16> {
        let Ok(request) = request.body(()) else {
            return Some(0);
        };
        check(&request.into_parts().0, 7690).err().map(|t| t.status.as_u16())
    }

    fn post() -> hyper::http::request::Builder {
        hyper::Request::post("/mcp").header(CONTENT_TYPE, "application/json")
    }

    fn local() -> hyper::http::request::Builder {
        post().header(HOST, "127.0.0.1:7690")
    }

    #[test]
    fn only_our_own_names_are_answered() {
        assert_eq!(turned(local()), None);
        assert_eq!(turned(post().header(HOST, "localhost:7690")), None);
        for host in ["evil.example", "127.0.0.1", "localhost:7691", "127.0.0.1:7690.evil.example"] {
            assert_eq!(turned(post().header(HOST, host)), Some(403), "{host}");
        }
        assert_eq!(turned(post()), Some(403));
        assert_eq!(turned(local().header(HOST, "localhost:7690")), Some(403));
    }

    #[test]
    fn web_pages_are_turned_away() {
        assert_eq!(turned(local().header(ORIGIN, "http://localhost:7690")), None);
        for origin in ["https://evil.example", "null", "http://localhost", "https://localhost:7690"]
        {
            assert_eq!(turned(local().header(ORIGIN, origin)), Some(403), "{origin}");
        }
        for site in ["cross-site", "same-site"] {
            assert_eq!(turned(local().header("sec-fetch-site", site)), Some(403), "{site}");
        }
        assert_eq!(turned(local().header("sec-fetch-site", "none")), None);
    }

    #[test]
    fn a_route_has_one_method_and_one_content_type() {
        let at = |method: &str, path: &str| {
            hyper::Request::builder().method(method).uri(path).header(HOST, "127.0.0.1:7690")
        };
        assert_eq!(turned(at("GET", "/api/v1/openapi.json")), None);
        assert_eq!(turned(at("GET", "/mcp")), Some(405));
        assert_eq!(turned(at("DELETE", "/mcp")), Some(405));
        assert_eq!(turned(at("OPTIONS", "/api/v1/plan_find")), Some(405));
        assert_eq!(turned(at("POST", "/")), Some(404));
        assert_eq!(turned(at("POST", "/api/v1/a/b")), Some(404));
        assert_eq!(turned(at("POST", "/mcp")), Some(415));
        assert_eq!(turned(at("POST", "/mcp").header(CONTENT_TYPE, "text/plain")), Some(415));
        let utf8 = at("POST", "/mcp").header(CONTENT_TYPE, "application/json; charset=utf-8");
        assert_eq!(turned(utf8), None);
        assert_eq!(turned(local().header(CONTENT_ENCODING, "gzip")), Some(415));
    }

    #[test]
    fn depth_counts_brackets_outside_of_text() {
        assert_eq!(depth(br#"{"a": ["[[[[", "\"[["]}"#), 2);
        assert!(check_body("[".repeat(64).as_bytes()).is_err());
        let nested = format!("{}{}", "[".repeat(64), "]".repeat(64));
        assert!(check_body(nested.as_bytes()).is_ok());
        assert!(check_body(format!("[{nested}]").as_bytes()).is_err());
    }

    #[test]
    fn half_a_character_is_no_text() {
        assert!(check_body(br#"{"text": "\ud83d\ude00"}"#).is_ok());
        assert!(check_body(br#"{"text": "\ud83d"}"#).is_err());
        assert!(check_body(br#"{"text": "\udc00\ud83d"}"#).is_err());
        assert!(check_body(b"{\"text\": \"\xed\xa0\x80\"}").is_err());
    }
}
