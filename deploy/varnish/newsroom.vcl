# Varnish between nginx (TLS) and the newsroom: keeps pages as long as the newsroom says, and drops them by tag.
#
# In the newsroom: PURGE_URLS=http://127.0.0.1:6081/.purge and PURGE_HEADER="Authorization: Bearer <the token below>".
# In nginx: `upstream newsroom { server 127.0.0.1:6081; }`. Varnish 6.0 or newer, no module beside std.
vcl 4.1;

import std;

backend newsroom {
    .path = "/run/newsroom/server.sock";
    .first_byte_timeout = 60s;
    .probe = {
        .request = "GET /healthz HTTP/1.1" "Host: 127.0.0.1" "Connection: close";
        .interval = 2s;
        .timeout = 1s;
        .window = 4;
        .threshold = 2;
    }
}

acl newsroom_itself {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    # What changed: a POST with the tags. `article:12 front` drops every page that shows one of them, now.
    if (req.url == "/.purge") {
        if (req.method != "POST" || client.ip !~ newsroom_itself || req.http.Authorization != "Bearer change-this-token") {
            return (synth(403, "Not yours to purge"));
        }
        if (req.http.Surrogate-Key !~ "^[A-Za-z0-9:._ -]+$") {
            return (synth(400, "No tags"));
        }
        # By the object alone, so that the ban lurker does the work and no request waits for it.
        ban("obj.http.Surrogate-Key ~ (^|\s)(" + regsuball(std.tolower(req.http.Surrogate-Key), "\s+", "|") + ")(\s|$)");
        return (synth(204, "Dropped"));
    }
    # nginx in front has named the client, once, and dropped what the client said itself: pass that on as it is.
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # The desk, forms and accounts are between the newsroom and one person. Public pages are the same for all.
    if (req.url ~ "^/(admin|account|preview|metrics|healthz|readyz)" || req.http.Authorization) {
        return (pass);
    }
    if (req.url ~ "^/comments/" && req.http.Cookie) {
        return (pass);
    }
    unset req.http.Cookie;
    # While the newsroom answers, nobody gets a page that is over; while it does not, an old one is better than none.
    if (std.healthy(req.backend_hint)) {
        set req.grace = 0s;
    }
    return (hash);
}

sub vcl_hash {
    # https and http differ: one of them is a redirect to the other.
    hash_data(req.http.X-Forwarded-Proto);
}

sub vcl_backend_response {
    # Meant for who is told of changes: `max-age` counts from the page's age. Browsers ask each time, as the page says.
    if (beresp.http.Surrogate-Control ~ "max-age=\d+") {
        set beresp.ttl = std.duration(regsub(beresp.http.Surrogate-Control, ".*max-age=(\d+).*", "\1") + "s", 0s)
            - std.duration(regsub("0" + beresp.http.Age, "\D", "") + "s", 0s);
    } else if (beresp.http.Cache-Control !~ "max-age=[1-9]") {
        set beresp.uncacheable = true;
        set beresp.ttl = 10s;
        return (deliver);
    }
    # An old page while the newsroom is away, as long as it says; never one that a purge dropped.
    set beresp.grace = 5s;
    if (beresp.http.Surrogate-Control ~ "stale-if-error=\d+") {
        set beresp.grace = std.duration(regsub(beresp.http.Surrogate-Control, ".*stale-if-error=(\d+).*", "\1") + "s", 5s);
    }
    if (beresp.http.Set-Cookie || beresp.http.Cache-Control ~ "no-store|private" || beresp.status >= 500) {
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
    }
    # Age begins anew here, so that browsers are told the truth.
    unset beresp.http.Surrogate-Control;
    unset beresp.http.CDN-Cache-Control;
}

sub vcl_deliver {
    # Tags are for machines between; the ban needs them on the object, readers do not.
    unset resp.http.Surrogate-Key;
    unset resp.http.Cache-Tag;
    unset resp.http.Via;
    unset resp.http.X-Varnish;
    if (obj.hits > 0) {
        set resp.http.X-Proxy-Cache = "HIT";
    } else {
        set resp.http.X-Proxy-Cache = "MISS";
    }
}
