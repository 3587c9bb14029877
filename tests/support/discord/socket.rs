//! The WebSocket listener that the gateway is behind.

use std::sync::Arc;

use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_tungstenite::accept_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use super::Server;
use super::gateway::{self, Frame};
use super::tls::Cut;

/// Serves connections until it is aborted; they end with it.
pub async fn serve(server: Arc<Server>, listener: TcpListener) {
    let mut connections = JoinSet::new();
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            connections.spawn(connection(Arc::clone(&server), stream));
        }
    }
}

async fn connection(server: Arc<Server>, stream: TcpStream) {
    let Ok((stream, cut)) = Cut::of(stream) else { return };
    let Ok(mut socket) = accept_async(stream).await else { return };
    let (outbox, mut to_send) = mpsc::unbounded_channel();
    let id = server.change(|world| gateway::greet(world, outbox, cut));
    let mut goodbye = None;
    loop {
        tokio::select! {
            Some(frame) = to_send.recv() => {
                let message = match frame {
                    Frame::Text(value) => Message::Text(value.to_string()),
                    Frame::Close(code) => Message::Close(code.map(|code| {
                        CloseFrame { code: code.into(), reason: "".into() }
                    })),
                };
                if socket.send(message).await.is_err() {
                    break;
                }
            }
            heard = socket.next() => match heard {
                Some(Ok(Message::Text(text))) => server.change(|world| {
                    gateway::hear(world, &server.token, id, &text);
                }),
                // The goodbye is answered by the next read.
                Some(Ok(Message::Close(frame))) => goodbye = frame.map(|frame| frame.code.into()),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break,
            }
        }
    }
    server.change(|world| gateway::farewell(world, id, goodbye));
}
