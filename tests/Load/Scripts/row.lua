-- Sends the requests of one row: `wrk … -- KIND TOKEN FILE`, where every line of FILE is the id of a project or task.

local kinds = {
  create = function(id, n)
    return "POST", "/api/projects/" .. id .. "/tasks", '{"title":"The export keeps the order of the columns ' .. n .. '"}'
  end,
  -- Another title every time: a repeated one would change nothing.
  patch = function(id, n)
    return "PATCH", "/api/tasks/" .. id, '{"title":"The export keeps the order of the columns ' .. n .. '"}'
  end,
  get = function(id) return "GET", "/api/tasks/" .. id end,
  board = function(id) return "GET", "/api/projects/" .. id .. "/board" end,
  list = function(id) return "GET", "/api/projects/" .. id .. "/tasks?limit=50" end,
}

local kind, ids, sent

function init(args)
  kind = kinds[args[1]]
  wrk.headers["Authorization"] = "Bearer " .. args[2]
  wrk.headers["Content-Type"] = "application/json"
  ids, sent = {}, 0
  for id in io.lines(args[3]) do ids[#ids + 1] = id end
  math.randomseed(1)
end

function request()
  sent = sent + 1
  local method, path, body = kind(ids[math.random(#ids)], sent)
  return wrk.format(method, path, nil, body)
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    'RESULT {"requests":%d,"duration_us":%d,"p50_us":%d,"p99_us":%d,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    e.status, e.connect + e.read + e.write + e.timeout))
end
