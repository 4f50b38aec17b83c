# A linear mixed model by dense matrices, straight from the textbook, for models of a few hundred rows. V = sum of gamma_i G_i is linear in
# gamma: for each random term the lower triangle of its covariance by columns, then the residual variance. Every derivative is a formula.
# Kenward & Roger, Biometrics 53 (1997) 983-997; Satterthwaite as in Kuznetsova, Brockhoff & Christensen, J. Stat. Softw. 82 (2017) 13.

dense_model <- function(fit) {
  X <- unname(lme4::getME(fit, "X")); y <- unname(lme4::getME(fit, "y")) - lme4::getME(fit, "offset"); w <- weights(fit)
  n <- nrow(X); Zt <- lme4::getME(fit, "Zt"); Gp <- lme4::getME(fit, "Gp"); effects <- lme4::getME(fit, "cnms")
  terms <- lapply(seq_along(effects), function(t) {
    k <- length(effects[[t]]); Z <- Matrix::t(Zt[(Gp[t] + 1):Gp[t + 1], , drop = FALSE])
    parts <- lapply(seq_len(k), function(a) as.matrix(Z[, seq(a, ncol(Z), by = k), drop = FALSE]))
    pairs <- do.call(rbind, lapply(seq_len(k), function(b) cbind(b:k, b)))
    G <- lapply(seq_len(nrow(pairs)), function(i) {
      one <- tcrossprod(parts[[pairs[i, 1]]], parts[[pairs[i, 2]]])
      if (pairs[i, 1] == pairs[i, 2]) one else one + t(one)
    })
    list(k = k, pairs = pairs, G = G, grouping = names(effects)[t], effects = effects[[t]])
  })
  G <- c(unlist(lapply(terms, function(t) t$G), recursive = FALSE), list(diag(1 / w, n)))
  list(X = X, y = as.numeric(y), w = w, n = n, p = ncol(X), terms = terms, G = G)
}

dense_at <- function(m, gamma, reml) {
  V <- Reduce(`+`, Map(`*`, gamma, m$G)); R <- chol(V); Vi <- chol2inv(R)
  ViX <- Vi %*% m$X; XViX <- crossprod(m$X, ViX); RX <- if (m$p) chol(XViX) else XViX; Phi <- if (m$p) chol2inv(RX) else RX
  P <- Vi - ViX %*% Phi %*% t(ViX); Py <- drop(P %*% m$y)
  beta <- drop(Phi %*% crossprod(ViX, m$y))
  free <- if (reml) m$n - m$p else m$n
  objective <- 2 * sum(log(diag(R))) + (if (reml) 2 * sum(log(diag(RX))) else 0) + sum(m$y * Py) + free * log(2 * pi)
  size <- length(m$G); GPy <- lapply(m$G, function(g) drop(g %*% Py))
  B <- if (reml) P else Vi
  BG <- lapply(m$G, function(g) B %*% g)
  gradient <- vapply(seq_len(size), function(i) sum(diag(BG[[i]])) - sum(Py * GPy[[i]]), 0)
  traces <- outer(seq_len(size), seq_len(size), Vectorize(function(i, j) sum(BG[[i]] * t(BG[[j]]))))
  squares <- outer(seq_len(size), seq_len(size), Vectorize(function(i, j) sum(GPy[[i]] * drop(P %*% GPy[[j]]))))
  list(V = V, Vi = Vi, ViX = ViX, Phi = Phi, Py = Py, beta = beta, objective = objective, gradient = gradient, hessian = 2 * squares - traces, traces = traces)
}

# The covariance of term t is F F', F of its rank: coordinates of the part of the parameter space that a singular fit lies on.
gamma_of <- function(m, Fs, variance) c(unlist(Map(function(t, F) tcrossprod(F)[t$pairs], m$terms, Fs)), variance)
jacobian_of <- function(m, Fs) {
  size <- length(m$G); columns <- list(); row <- 0
  for (i in seq_along(Fs)) {
    F <- Fs[[i]]; t <- m$terms[[i]]
    for (c in seq_len(ncol(F))) for (a in seq_len(t$k)) {
      d <- matrix(0, t$k, t$k); d[a, ] <- d[a, ] + F[, c]; d[, a] <- d[, a] + F[, c]
      column <- numeric(size); column[row + seq_len(nrow(t$pairs))] <- d[t$pairs]
      columns <- c(columns, list(column))
    }
    row <- row + nrow(t$pairs)
  }
  cbind(do.call(cbind, c(list(matrix(0, size, 0)), columns)), c(numeric(size - 1), 1))
}
slope_matrices <- function(m, gradient) {
  row <- 0
  lapply(m$terms, function(t) {
    M <- matrix(0, t$k, t$k); g <- gradient[row + seq_len(nrow(t$pairs))]; row <<- row + nrow(t$pairs)
    M[t$pairs] <- g / 2; M + t(M)
  })
}
curvature_of <- function(m, Fs, at) {
  J <- jacobian_of(m, Fs); H <- t(J) %*% at$hessian %*% J; column <- 0
  for (i in seq_along(Fs)) { M <- slope_matrices(m, at$gradient)[[i]]
    for (c in seq_len(ncol(Fs[[i]]))) { s <- column + seq_len(nrow(M)); H[s, s] <- H[s, s] + 2 * M; column <- column + nrow(M) } }
  list(J = J, H = H)
}
# Rotations of F leave F F' as it is: so many eigenvalues are zero, and are left out.
inverse_of <- function(H, Fs) {
  s <- 1 / sqrt(pmax(abs(diag(H)), 1e-300)); e <- eigen(H * outer(s, s), symmetric = TRUE)
  drop <- sum(vapply(Fs, function(F) ncol(F) * (ncol(F) - 1) / 2, 0)); keep <- order(-abs(e$values))[seq_len(length(s) - drop)]
  U <- s * e$vectors[, keep, drop = FALSE]
  list(inverse = U %*% (t(U) / e$values[keep]), least = min(e$values[keep]))
}

# From an optimum of lme4 to the last digits by Newton's method. Singular directions (below `zero` of the term's largest) are held at zero.
dense_optimum <- function(m, fit, reml, zero = 2e-3) {
  Fs <- lapply(lme4::VarCorr(fit), function(v) {
    e <- eigen(unname(v[, , drop = FALSE]), symmetric = TRUE); sizes <- sqrt(pmax(e$values, 0))
    keep <- sizes > zero * max(sizes) & sizes > 1e-4 * sigma(fit) / sqrt(max(1, mean(m$w)))
    e$vectors[, keep, drop = FALSE] %*% diag(sizes[keep], sum(keep))
  })
  variance <- sigma(fit)^2; start <- NA; steps <- numeric()
  for (round in 1:30) {
    at <- dense_at(m, gamma_of(m, Fs, variance), reml)
    if (is.na(start)) start <- at$objective
    k <- curvature_of(m, Fs, at); g <- drop(t(k$J) %*% at$gradient); inverse <- inverse_of(k$H, Fs)
    step <- drop(inverse$inverse %*% g); from <- 0
    decrement <- abs(sum(step * g)); steps <- c(steps, decrement)
    if (decrement < 1e-22 || (round > 6 && decrement >= 0.5 * steps[round - 1])) break
    for (i in seq_along(Fs)) { size <- length(Fs[[i]]); Fs[[i]][] <- Fs[[i]] - step[from + seq_len(size)]; from <- from + size }
    variance <- variance - step[length(step)]
  }
  slack <- unlist(Map(function(M, F, t) {
    if (ncol(F) == t$k) return(NULL)
    N <- if (ncol(F)) qr.Q(qr(F), complete = TRUE)[, -seq_len(ncol(F)), drop = FALSE] else diag(t$k)
    min(eigen(t(N) %*% M %*% N, symmetric = TRUE)$values)
  }, slope_matrices(m, at$gradient), Fs, m$terms))
  list(Fs = Fs, variance = variance, at = at, J = k$J, H = k$H, covariance = 2 * inverse$inverse, least = inverse$least, decrement = decrement,
    fall = start - at$objective, slack = as.numeric(slack), ranks = vapply(Fs, ncol, 0L))
}

# Other coordinates: standard deviations and correlations by columns of each term, the residual standard deviation; gamma and its derivatives by them.
coordinates <- function(m) {
  list_of <- list(); row <- 0
  for (t in m$terms) { sd <- integer(t$k)
    for (i in seq_len(nrow(t$pairs))) { list_of[[row + i]] <- c(t$pairs[i, ], row); if (t$pairs[i, 1] == t$pairs[i, 2]) sd[t$pairs[i, 1]] <- row + i }
    for (i in seq_len(nrow(t$pairs))) list_of[[row + i]] <- sd[t$pairs[i, ]]
    row <- row + nrow(t$pairs) }
  c(list_of, list(c(row + 1, row + 1)))
}
to_gamma <- function(co, phi) vapply(seq_along(co), function(i) if (co[[i]][1] == co[[i]][2]) phi[i]^2 else phi[i] * prod(phi[co[[i]]]), 0)
to_phi <- function(co, gamma) vapply(seq_along(co), function(i) if (co[[i]][1] == co[[i]][2]) sqrt(gamma[i]) else { s <- sqrt(prod(gamma[co[[i]]])); if (s > 0) gamma[i] / s else 0 }, 0)
by_phi <- function(co, phi, gradient, hessian) {
  size <- length(co); J <- matrix(0, size, size); extra <- matrix(0, size, size)
  for (i in seq_len(size)) { a <- co[[i]][1]; b <- co[[i]][2]
    if (a == b) { J[i, i] <- 2 * phi[i]; extra[i, i] <- extra[i, i] + 2 * gradient[i] } else {
      J[i, a] <- phi[b] * phi[i]; J[i, b] <- phi[a] * phi[i]; J[i, i] <- phi[a] * phi[b]
      for (e in list(c(a, b, phi[i]), c(a, i, phi[b]), c(b, i, phi[a]))) { extra[e[1], e[2]] <- extra[e[1], e[2]] + gradient[i] * e[3]; extra[e[2], e[1]] <- extra[e[2], e[1]] + gradient[i] * e[3] }
    } }
  list(gradient = drop(t(J) %*% gradient), hessian = t(J) %*% hessian %*% J + extra)
}

satterthwaite <- function(m, o) {
  A <- o$covariance; slopes <- lapply(m$G, function(g) { u <- o$at$ViX %*% o$at$Phi; crossprod(u, g %*% u) })
  one <- function(l) {
    v <- sum(l * drop(o$at$Phi %*% l)); g <- drop(t(o$J) %*% vapply(slopes, function(S) sum(l * drop(S %*% l)), 0))
    2 * v^2 / sum(g * drop(A %*% g))
  }
  list(one = one, test = function(L, value) {
    q <- nrow(L); gap <- drop(L %*% o$at$beta) - value; C <- L %*% o$at$Phi %*% t(L); e <- eigen(C, symmetric = TRUE)
    nu <- vapply(seq_len(q), function(i) one(drop(crossprod(e$vectors[, i], L))), 0)
    df <- if (q == 1 || diff(range(nu)) < 1e-8 * max(nu)) mean(nu) else if (any(nu <= 2)) 2 else { E <- sum(nu / (nu - 2)); 2 * E / (E - q) }
    f <- sum(gap * solve(C, gap)) / q
    list(numDf = q, denDf = df, f = f, p = pf(f, q, df, lower.tail = FALSE), rowDf = I(nu))
  })
}

kenward_roger <- function(m, o, observed) {
  Phi <- o$at$Phi; X <- m$X; size <- length(m$G); GViX <- lapply(m$G, function(g) g %*% o$at$ViX)
  Ps <- lapply(seq_len(size), function(i) -crossprod(o$at$ViX, GViX[[i]]))
  information <- if (observed) o$at$hessian / 2 else o$at$traces / 2
  s <- 1 / sqrt(abs(diag(information))); W <- solve(information * outer(s, s), tol = 1e-18) * outer(s, s)
  U <- matrix(0, m$p, m$p)
  for (i in seq_len(size)) for (j in seq_len(size)) U <- U + W[i, j] * (crossprod(GViX[[i]], o$at$Vi %*% GViX[[j]]) - Ps[[i]] %*% Phi %*% Ps[[j]])
  adjusted <- Phi + 2 * Phi %*% ((U + t(U)) / 2) %*% Phi
  df_of <- function(L) {
    q <- nrow(L); Theta <- t(L) %*% solve(L %*% Phi %*% t(L), L); u <- lapply(Ps, function(P) Theta %*% Phi %*% P %*% Phi)
    trace <- vapply(u, function(k) sum(diag(k)), 0); A1 <- sum(W * outer(trace, trace))
    A2 <- sum(W * outer(seq_len(size), seq_len(size), Vectorize(function(i, j) sum(u[[i]] * t(u[[j]])))))
    B <- (A1 + 6 * A2) / (2 * q); g <- ((q + 1) * A1 - (q + 4) * A2) / ((q + 2) * A2); d <- 3 * q + 2 * (1 - g)
    c1 <- g / d; c2 <- (q - g) / d; c3 <- (q + 2 - g) / d
    rho <- ((1 - A2 / q) / (1 - c2 * B))^2 * (1 + c1 * B) / (1 - c3 * B) / q
    df <- if (q == 1) 2 / A2 else 4 + (q + 2) / (q * rho - 1)
    c(df, if (q == 1) 1 else df * (1 - A2 / q) / (df - 2))
  }
  list(vcov = adjusted, information = information, test = function(L, value) {
    q <- nrow(L); gap <- drop(L %*% o$at$beta) - value; k <- df_of(L); f <- k[2] * sum(gap * solve(L %*% adjusted %*% t(L), gap)) / q
    list(numDf = q, denDf = k[1], f = f, scale = k[2], p = pf(f, q, k[1], lower.tail = FALSE))
  })
}

# Bell & McCaffrey (2002), Pustejovsky & Tipton, J. Bus. Econ. Stat. 36 (2018) 672-683: the working model is the fitted one.
cluster_robust <- function(m, o, groups, type) {
  groups <- factor(groups); parts <- split(seq_len(m$n), groups); number <- length(parts); Phi <- o$at$Phi; V <- o$at$V
  residual <- m$y - drop(m$X %*% o$at$beta); H <- m$X %*% Phi %*% t(o$at$ViX); IH <- diag(m$n) - H
  E <- lapply(parts, function(s) {
    A <- if (type == "CR0") diag(length(s)) else if (type == "CR1") diag(sqrt(number / (number - 1)), length(s)) else {
      D <- chol(V[s, s, drop = FALSE]); B <- D %*% (V[s, s, drop = FALSE] - m$X[s, , drop = FALSE] %*% Phi %*% t(m$X[s, , drop = FALSE])) %*% t(D)
      e <- eigen(B, symmetric = TRUE); root <- ifelse(e$values > 1e-10 * max(e$values), 1 / sqrt(pmax(e$values, 1e-300)), 0)
      t(D) %*% e$vectors %*% (root * t(e$vectors)) %*% D
    }
    Phi %*% t(o$at$ViX[s, , drop = FALSE]) %*% A
  })
  scores <- mapply(function(e, s) drop(e %*% residual[s]), E, parts); if (!is.matrix(scores)) scores <- matrix(scores, 1)
  df <- function(l) {
    K <- mapply(function(e, s) drop(t(IH[s, , drop = FALSE]) %*% drop(l %*% e)), E, parts)
    Q <- crossprod(K, V %*% K); sum(diag(Q))^2 / sum(Q^2)
  }
  list(vcov = tcrossprod(scores), df = vapply(seq_len(m$p), function(i) df(as.numeric(seq_len(m$p) == i)), 0))
}
