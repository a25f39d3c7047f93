//! What goes back over HTTP: answers, refusals, and streams that end in time.

use futures_util::StreamExt;
use http_body_util::{BodyExt, BodyStream, StreamBody};
use hyper::{
    Response, StatusCode,
    body::Body as _,
    header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE},
};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::{
    body::{Body, whole},
    guard::Turned,
    limits::UnderWay,
};
use crate::base::refusal::{Code, Refusal};

/// Why a request has no answer of a verb.
pub(crate) enum Unanswered {
    /// Turned away by the guard.
    Turned(Turned),
    /// Refused in the words of the verbs.
    Refused(Refusal),
}

impl Unanswered {
    pub(crate) fn response(&self) -> Response<Body> {
        match self {
            Self::Turned(turned) => turned_away(turned),
            Self::Refused(refusal) => refused(refusal),
        }
    }
}

impl From<Turned> for Unanswered {
    fn from(turned: Turned) -> Self {
        Self::Turned(turned)
    }
}

impl From<Refusal> for Unanswered {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<openbacklog_plan::Error> for Unanswered {
    fn from(error: openbacklog_plan::Error) -> Self {
        Self::Refused(error.into())
    }
}

fn turned_away(turned: &Turned) -> Response<Body> {
    let code = match turned.status {
        StatusCode::FORBIDDEN => Code::Forbidden,
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => Code::Busy,
        _ => Code::Invalid,
    };
    let mut response = json(turned.status, &json!({"text": turned.why, "code": code.word()}));
    if let Some(allow) = turned.allow {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static(allow));
    }
    if turned.status == StatusCode::TOO_MANY_REQUESTS {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
    }
    response
}

fn refused(refusal: &Refusal) -> Response<Body> {
    let status = match refusal.code {
        Code::Invalid => StatusCode::BAD_REQUEST,
        Code::Unauthorized => StatusCode::UNAUTHORIZED,
        Code::Forbidden => StatusCode::FORBIDDEN,
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::Conflict => StatusCode::CONFLICT,
        Code::Refused => StatusCode::UNPROCESSABLE_ENTITY,
        Code::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Code::Storage => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let mut response = json(status, &refusal.to_json());
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// An error of the protocol, for what is no message of it.
pub(crate) fn protocol_error(code: i32, message: &str) -> Response<Body> {
    let error = json!({"code": code, "message": message});
    json(StatusCode::BAD_REQUEST, &json!({"jsonrpc": "2.0", "id": null, "error": error}))
}

pub(crate) fn json(status: StatusCode, body: &Value) -> Response<Body> {
    let mut response = Response::new(whole(body.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A response whose stream, if it is one, ends with its connection and counts as
/// under way until then.
pub(crate) fn ending(
    response: Response<Body>,
    ends: CancellationToken,
    under_way: UnderWay,
) -> Response<Body> {
    response.map(|body| {
        if body.size_hint().exact().is_some() {
            return body;
        }
        let frames = BodyStream::new(body).take_until(ends.cancelled_owned());
        // The stream owns its count, so that dropping it ends it.
        let counted = frames.inspect(move |_| {
            let _ = &under_way;
        });
        BodyExt::boxed(StreamBody::new(counted))
    })
}

#[cfg(test)]
mod tests {
    use futures_util::stream;
    use hyper::body::{Bytes, Frame};
    use tokio::time::Instant;

    use super::*;
    use crate::doors::http::limits::Limits;

    /// A stream that says one word and then waits for ever.
    fn endless() -> Response<Body> {
        let word = stream::once(async { Ok(Frame::data(Bytes::from_static(b"word"))) });
        let frames = word.chain(stream::pending());
        Response::new(BodyExt::boxed(StreamBody::new(frames)))
    }

    #[tokio::test]
    async fn an_open_stream_ends_with_its_connection_and_counts_until_then() {
        let (limits, ends, now) = (Limits::default(), CancellationToken::new(), Instant::now());
        let under_way = limits.admit("a", now).unwrap();
        let mut body = ending(endless(), ends.clone(), under_way).into_body();
        assert!(body.frame().await.is_some());
        let others: Vec<_> = (0..8).filter_map(|_| limits.admit("a", now).ok()).collect();
        assert_eq!(others.len(), 7);
        ends.cancel();
        assert!(body.frame().await.is_none());
        drop(body);
        assert!(limits.admit("a", now).is_ok());
    }

    #[tokio::test]
    async fn an_answer_that_is_all_there_stays_whole() {
        let (limits, ends) = (Limits::default(), CancellationToken::new());
        ends.cancel();
        let under_way = limits.admit("a", Instant::now()).unwrap();
        let answer = ending(json(StatusCode::OK, &json!({"text": "here"})), ends, under_way);
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(bytes, r#"{"text":"here"}"#);
    }
}
