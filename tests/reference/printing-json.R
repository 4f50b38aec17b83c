# JSON for the references that printing-*.R writes.

# Every number with 17 significant digits, so that it is read back exactly.
number <- function(x) ifelse(is.na(x), '"NaN"', ifelse(x == Inf, '"Infinity"', ifelse(x == -Inf, '"-Infinity"', sprintf("%.17g", x))))
json <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x)) {
    items <- vapply(x, json, "")
    return(if (is.null(names(x))) paste0("[", paste(items, collapse = ","), "]")
           else paste0("{", paste0('"', names(x), '":', items, collapse = ","), "}"))
  }
  items <- if (is.character(x)) vapply(unclass(x), function(text) jsonlite::toJSON(text, auto_unbox = TRUE), "", USE.NAMES = FALSE)
           else if (is.logical(x)) ifelse(x, "true", "false") else number(unclass(x))
  if (inherits(x, "AsIs")) paste0("[", paste(items, collapse = ","), "]") else items
}
