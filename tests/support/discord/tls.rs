//! A TLS listener with a certificate of its own making for Discord's hosts, whose connections tests can cut.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpStream as RawStream};
use std::sync::{Arc, Weak};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::server::TlsStream;

use super::files::CDN;

/// A second handle on a connection, to end it as a broken network does.
#[derive(Clone, Debug)]
pub struct Cut(Arc<RawStream>);

impl Cut {
    /// Splits a handle off a connection.
    pub fn of(stream: TcpStream) -> io::Result<(TcpStream, Self)> {
        // Small answers go out at once, rather than 40 ms later.
        stream.set_nodelay(true)?;
        let stream = stream.into_std()?;
        let cut = Self(Arc::new(stream.try_clone()?));
        Ok((TcpStream::from_std(stream)?, cut))
    }

    /// Nothing more is read or written; the peer sees the end of the stream.
    pub fn cut(&self) {
        // It fails when the connection has ended already, which is what was wanted.
        let _ended = self.0.shutdown(Shutdown::Both);
    }
}

impl Connected<IncomingStream<'_, TlsListener>> for Cut {
    fn connect_info(stream: IncomingStream<'_, TlsListener>) -> Self {
        stream.remote_addr().clone()
    }
}

/// Connections whose handshake is done.
pub struct TlsListener(mpsc::UnboundedReceiver<(TlsStream<TcpStream>, Cut)>);

impl TlsListener {
    /// Listens on a port of the loopback interface, with the certificate that a client must trust.
    pub async fn bind() -> io::Result<(Self, SocketAddr, CertificateDer<'static>)> {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["discord.com".to_owned(), CDN.to_owned()]).map_err(io::Error::other)?;
        let certificate = cert.der().clone();
        let key = PrivateKeyDer::try_from(signing_key.serialize_der()).map_err(io::Error::other)?;
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone()], key)
            .map_err(io::Error::other)?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let (sender, receiver) = mpsc::unbounded_channel();
        tokio::spawn(accept(listener, TlsAcceptor::from(Arc::new(config)), sender));
        Ok((Self(receiver), address, certificate))
    }
}

/// Shakes hands with each on its own, so that one who hesitates holds up nobody.
async fn accept(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    ready: mpsc::UnboundedSender<(TlsStream<TcpStream>, Cut)>,
) {
    let mut open: Vec<Weak<RawStream>> = Vec::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = ready.closed() => break,
        };
        let Ok((stream, cut)) = accepted.and_then(|(stream, _)| Cut::of(stream)) else { continue };
        open.push(Arc::downgrade(&cut.0));
        let (acceptor, ready) = (acceptor.clone(), ready.clone());
        tokio::spawn(async move {
            // A client that does not trust the certificate goes away; it knows why.
            if let Ok(stream) = acceptor.accept(stream).await {
                let _gone = ready.send((stream, cut));
            }
        });
    }
    // Nobody serves any more: what was kept alive for further requests ends too.
    open.iter().filter_map(Weak::upgrade).for_each(|stream| Cut(stream).cut());
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = Cut;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.0.recv().await {
            Some(connection) => connection,
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }
}
